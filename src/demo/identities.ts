import { like, sql } from 'drizzle-orm';
import { addMember, createApiClient, type MemberToAdd, type Role, recordAccount } from '../accounts/index.ts';
import { account, apiClient } from '../accounts/tables.ts';
import { type Db, transaction } from '../db/client.ts';
import type { LearnerId, OrganizationId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import { toGlobalId } from '../graphql/global-id.ts';
import { findJobsBy } from '../jobs/index.ts';
import { findLearnerByKey, linkAccount } from '../learners/index.ts';
import { valueOrThrow } from '../problem.ts';
import { findOrganizations } from '../providers/index.ts';

/** What the demo's own keys and people are known by, to be made anew at every start. */
const NAME = 'demo: ';

/** Somebody the demo lets one be, with a key and a sign-in. */
export interface DemoIdentity {
  readonly subject: string;
  readonly displayName: string;
  /** What they are, in words. */
  readonly who: string;
  readonly role: Role;
  /** Whom a learner is, by their id in the API; null for everybody else. */
  readonly learnerId: string | null;
  /** Null for the administrator, whose key is a setting. */
  readonly key: string | null;
}

/** The demo's people, and what the first query to try is about. */
export interface DemoIdentities {
  readonly learnerId: string;
  readonly jobId: string;
  readonly identities: readonly DemoIdentity[];
}

type Placed = Omit<DemoIdentity, 'key' | 'subject' | 'learnerId'> & {
  readonly name: string;
  readonly organizationId?: OrganizationId;
  readonly learnerId?: LearnerId;
};

/**
 * Makes the demo's people: two learners, an employer, a portal, a provider and an administrator. Keys are made anew at every
 * start, since only their hash is kept; the administrator's is a setting.
 *
 * @param issuer  who signs them in
 */
export function makeIdentities(db: Db, issuer: string): Promise<DemoIdentities> {
  return transaction(db, async (tx) => {
    await forget(tx);
    const amina = await findLearnerByKey(tx, 'learner-amina');
    const lucas = await findLearnerByKey(tx, 'learner-lucas');
    const [job] = await findJobsBy(tx, { positionId: 'da-01' }, { first: 1, after: null });
    const [college] = await findOrganizations(tx, { role: 'PROVIDER' }, { first: 1, after: null });
    if (!amina || !lucas || !job || !college)
      throw new Error('the demo world is incomplete; remove the data folder and start again');

    const learner = (name: string, { id, displayName }: { id: LearnerId; displayName: string }): Placed => ({
      ...{ name, displayName, who: `learner ${displayName}`, role: 'LEARNER', learnerId: id },
    });
    const registrar = `registrar of ${textIn(college.name, 'en')}`;
    const placed: readonly Placed[] = [
      learner('amina', amina),
      learner('lucas', lucas),
      {
        ...{ name: 'lakeview', displayName: 'Grace Lam', who: 'employer Lakeview Insurance' },
        ...{ role: 'EMPLOYER', organizationId: job.employerId },
      },
      {
        ...{ name: 'portal', displayName: 'Idris Cole', who: 'portal', role: 'PORTAL' },
        organizationId: college.id,
      },
      {
        ...{ name: 'provider', displayName: 'Renée Roy', who: registrar, role: 'PROVIDER' },
        organizationId: college.id,
      },
      { name: 'administrator', displayName: 'Ada Hub', who: 'administrator', role: 'ADMINISTRATOR' },
    ];
    const identities: DemoIdentity[] = [];
    for (const person of placed) identities.push(await makeIdentity(tx, issuer, person));
    return { learnerId: toGlobalId('Learner', amina.id), jobId: toGlobalId('Job', job.id), identities };
  });
}

async function makeIdentity(
  tx: Db,
  issuer: string,
  { name, displayName, who, role, organizationId, learnerId }: Placed,
): Promise<DemoIdentity> {
  const subject = `${NAME}${name}`;
  const accountId = await recordAccount(tx, { issuer, subject, displayName });
  if (learnerId !== undefined) valueOrThrow(await linkAccount(tx, learnerId, accountId));
  else {
    const isManager = organizationId !== undefined;
    const member: MemberToAdd = { issuer, subject, role, isManager, organizationId: organizationId ?? null };
    valueOrThrow(await addMember(tx, member, 'EVERYBODY'));
  }
  const key =
    role === 'ADMINISTRATOR'
      ? null
      : valueOrThrow(await createApiClient(tx, { name: subject, role, organizationId, learnerId })).secret;
  return {
    subject,
    displayName,
    who,
    role,
    key,
    learnerId: learnerId === undefined ? null : toGlobalId('Learner', learnerId),
  };
}

/** Removes the keys and people of an earlier start. */
async function forget(tx: Db): Promise<void> {
  await tx.delete(apiClient).where(like(apiClient.name, `${NAME}%`));
  await tx.execute(sql`
    update learner set account_id = null
    where account_id in (select id from account where subject like ${`${NAME}%`})`);
  await tx.delete(account).where(like(account.subject, `${NAME}%`));
}
