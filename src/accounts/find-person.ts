import { type SQL, sql } from 'drizzle-orm';
import { asSystem } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import type { AccountId, LearnerId, OrganizationId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import type { Role } from './account.ts';
import type { Identity } from './trust-issuers.ts';

/** What somebody may be here: in an organisation, of the hub itself (both ids null), or the learner they are. */
export interface Standing {
  readonly role: Role;
  readonly organizationId: OrganizationId | null;
  readonly learnerId: LearnerId | null;
  readonly isManager: boolean;
}

/** Somebody who signed in, with all they may be here. */
export interface Person {
  readonly accountId: AccountId;
  readonly displayName: string | null;
  readonly standings: readonly Standing[];
}

/** The person of an identity, read anew at each request; their first one makes an account. */
export async function findPerson(db: Db, identity: Identity): Promise<Person> {
  const { issuer, subject, displayName } = identity;
  const isThem = sql`issuer = ${issuer} and subject = ${subject}`;
  const known = await readPerson(db, isThem);
  if (known && (displayName === null || known.displayName === displayName)) return known;
  await recordAccount(db, identity);
  const made = await readPerson(db, isThem);
  if (!made) throw new Error('an account was not written');
  return made;
}

/** All that an account may be here. */
export async function findStandings(db: Db, accountId: AccountId): Promise<readonly Standing[]> {
  const person = await readPerson(db, sql`account.id = ${accountId}`);
  return person?.standings ?? [];
}

/** Writes an account by issuer and subject; the issuer's newer name of them replaces the older. */
export async function recordAccount(db: Db, { issuer, subject, displayName }: Identity): Promise<AccountId> {
  const [row] = await query<{ id: string }>(
    db,
    sql`insert into account (issuer, subject, display_name) values (${issuer}, ${subject}, ${displayName})
        on conflict (issuer, subject) do update
          set display_name = coalesce(excluded.display_name, account.display_name)
        returning id`,
  );
  return Number(row?.id) as AccountId;
}

async function readPerson(db: Db, isThem: SQL): Promise<Person | null> {
  // Whose eyes to look with is what is being found out.
  const [row] = await asSystem(db, (tx) =>
    query<{
      id: string;
      displayName: string | null;
      learnerId: string | null;
      memberships: { role: Role; organizationId: OrganizationId | null; isManager: boolean }[];
    }>(
      tx,
      sql`select account.id, account.display_name as "displayName",
               (select learner.id from learner where learner.account_id = account.id) as "learnerId",
               (select coalesce(json_agg(json_build_object(
                  'role', role, 'organizationId', organization_id, 'isManager', is_manager) order by id), '[]')
                from membership where account_id = account.id) as memberships
        from account where ${isThem}`,
    ),
  );
  if (!row) return null;
  const learnerId = row.learnerId === null ? null : (Number(row.learnerId) as LearnerId);
  const asLearner: Standing[] =
    learnerId === null ? [] : [{ role: 'LEARNER', organizationId: null, learnerId, isManager: false }];
  return {
    accountId: Number(row.id) as AccountId,
    displayName: row.displayName,
    standings: [...row.memberships.map((held) => ({ ...held, learnerId: null })), ...asLearner],
  };
}
