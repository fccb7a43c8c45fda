import { sql } from 'drizzle-orm';
import { asSeenBy, type Reader } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, JobId, LearnerId, OrganizationId, SkillId } from '../db/ids.ts';
import { instantOf, query } from '../db/rows.ts';
import { type CredentialRequirement, isOpen } from '../jobs/index.ts';
import {
  type AskedKey,
  askedCredential,
  askedSkill,
  findHoldings,
  findTarget,
  type Holding,
  meetsAll,
  type Outcome,
  scoreRequirement,
} from '../matching/index.ts';
import { hideSmall } from './hide-small.ts';

/** An acceptance as it is, or as it might be stated. */
export interface AcceptanceInMind {
  readonly employerId: OrganizationId;
  readonly credentialId: CredentialId;
  readonly skillId: SkillId;
}

/** What an acceptance changes for its employer. Counts of people are rounded, and null where they are too few to be told. */
export interface AcceptanceEffect {
  /** Open postings of the employer that ask for the skill. */
  readonly jobs: number;
  /** Learners who show a badge of the credential that is in force. */
  readonly holders: number | null;
  /** Learners who meet the skill in one of the postings with it and do not without. */
  readonly meetSkill: number | null;
  /** Learners who meet all that is required in one of the postings with it and do not without. */
  readonly meetAll: number | null;
}

/** Postings looked at, the newest: those before them are seldom still being filled. */
const JOBS_AT_MOST = 50;

/** Scores, with the scorer of matching, whoever shows a badge of the credential: as they are, and as if it showed the skill. */
export async function findAcceptanceEffect(
  db: Db,
  reader: Reader,
  { employerId, credentialId, skillId }: AcceptanceInMind,
  asOf: Date,
): Promise<AcceptanceEffect> {
  const jobs = await query<{ id: string }>(
    db,
    sql`select distinct job.id from job join requirement on requirement.job_id = job.id
        where job.employer_id = ${employerId} and requirement.skill_id = ${skillId} and ${isOpen(instantOf(asOf))}
        order by job.id desc limit ${JOBS_AT_MOST}`,
  );
  const holders = await findHolders(db, reader, credentialId, asOf);
  const [meetSkill, meetAll] = [new Set<LearnerId>(), new Set<LearnerId>()];
  for (const { id } of holders.size === 0 ? [] : jobs) {
    const target = await findTarget(db, { jobId: Number(id) as JobId });
    if (!target.ok) continue;
    const { requirement } = target.value;
    const all = await asSeenBy(db, reader, (tx) => findHoldings(tx, reader, requirement, null));
    for (const [learnerId, badges] of holders) {
      const held: ReadonlyMap<AskedKey, readonly Holding[]> = all.get(learnerId) ?? new Map();
      const asked = askedSkill(skillId);
      const accepted = badges.map((badge) => ({ ...badge, asked, heldSkillId: skillId, path: { rule: 'ACCEPTED' } }));
      const more = new Map([...held, [asked, [...(held.get(asked) ?? []), ...accepted]]]);
      const [before, after] = [held, more].map((each) => scoreRequirement(requirement, each, asOf, true)) as [
        Outcome,
        Outcome,
      ];
      const isMet = ({ leaves }: Outcome) =>
        leaves.some(({ leaf, isMet: met }) => leaf.kind === 'SKILL' && leaf.skillId === skillId && met);
      if (isMet(after) && !isMet(before)) meetSkill.add(learnerId);
      if (meetsAll(after) && !meetsAll(before)) meetAll.add(learnerId);
    }
  }
  return {
    jobs: jobs.length,
    holders: told(holders.size),
    meetSkill: told(meetSkill.size),
    meetAll: told(meetAll.size),
  };
}

function told(people: number): number | null {
  return hideSmall(new Map([['all', people]])).total;
}

/** Badges of the credential in force, by who shows them to the reader. */
async function findHolders(
  db: Db,
  reader: Reader,
  credentialId: CredentialId,
  asOf: Date,
): Promise<Map<LearnerId, readonly Holding[]>> {
  const leaf: CredentialRequirement = {
    ...{ kind: 'CREDENTIAL', key: '0', credentialId, statement: '', weight: 1, importance: 'REQUIRED' },
    ...{ neededAtHire: true, acceptedFrom: null },
  };
  const holdings = await asSeenBy(db, reader, (tx) => findHoldings(tx, reader, leaf, null));
  const isInForce = ({ validFrom, endsAt }: Holding) =>
    (validFrom === null || validFrom <= asOf) && (endsAt === null || endsAt > asOf);
  return new Map(
    [...holdings].flatMap(([learnerId, held]) => {
      const badges = (held.get(askedCredential(credentialId)) ?? []).filter(isInForce);
      return badges.length > 0 ? [[learnerId, badges] as const] : [];
    }),
  );
}
