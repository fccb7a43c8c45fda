import { sql } from 'drizzle-orm';
import type { Db } from './client.ts';
import { query } from './rows.ts';

/** Row-level security does not hold, so nothing may be served. */
export class OpenLocks extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`Learners' data is not locked, so nothing starts:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'OpenLocks';
  }
}

/** Tables that name a learner and are not theirs, each with the reason why their rows are not locked by reader. */
const NOT_OF_A_LEARNER: Readonly<Record<string, string>> = {
  api_client: 'a machine that acts for a learner, made and managed by administrators',
  audit_event: 'who did what to whose data: written by everybody, never changed',
};

/**
 * Looks at what PostgreSQL would let this process do: as whom it asks, and at every table that names a learner.
 *
 * @throws OpenLocks naming each lock that is open and what closes it
 */
export async function checkLocks(db: Db): Promise<void> {
  const faults: string[] = [];
  const [who] = await query<{ name: string; isSuper: boolean; isBypassing: boolean }>(
    db,
    sql`select rolname as name, rolsuper as "isSuper", rolbypassrls as "isBypassing" from pg_roles where rolname = current_user`,
  );
  const close = 'run as a member of tessera_runtime that is neither';
  if (who?.isSuper) faults.push(`the role ${who.name} is a superuser: ${close} that nor the owner of the tables`);
  if (who?.isBypassing) faults.push(`the role ${who.name} has BYPASSRLS: ALTER ROLE ${who.name} NOBYPASSRLS`);

  const tables = await query<{
    name: string;
    isEnabled: boolean;
    isForced: boolean;
    isOwned: boolean;
    policies: number;
    open: string[] | null;
  }>(
    db,
    sql`select relname as name, relrowsecurity as "isEnabled", relforcerowsecurity as "isForced",
               pg_has_role(current_user, relowner, 'USAGE') as "isOwned",
               (select count(*)::int from pg_policy where polrelid = pg_class.oid) as policies,
               (select json_agg(polname) from pg_policy
                where polrelid = pg_class.oid and pg_get_expr(polqual, polrelid) = 'true') as open
        from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
          and (relname = 'learner' or exists (
            select from pg_attribute
            where attrelid = pg_class.oid and attname = 'learner_id' and not attisdropped))
        order by relname`,
  );
  const owned = tables.filter(({ name }) => NOT_OF_A_LEARNER[name] === undefined);
  if (!owned.some(({ name }) => name === 'learner')) faults.push('there is no table learner: run the migrations');
  for (const { name, isEnabled, isForced, isOwned, policies, open } of owned) {
    if (!isEnabled) faults.push(`${name} has no row-level security: ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`);
    if (!isForced) faults.push(`${name} does not bind its owner: ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`);
    if (isOwned) faults.push(`${name} is owned by the role that asks: ${close} its owner nor a superuser`);
    if (policies === 0) faults.push(`${name} has no policy: add one in a migration`);
    for (const policy of open ?? []) faults.push(`${name} is open to everybody by its policy ${policy}: drop it`);
  }
  const [audit] = await query<{ isOpen: boolean }>(
    db,
    sql`select has_table_privilege('audit_event', 'UPDATE') or has_table_privilege('audit_event', 'DELETE') as "isOpen"`,
  );
  if (audit?.isOpen)
    faults.push('audit_event can be changed: REVOKE UPDATE, DELETE ON audit_event FROM tessera_runtime');
  if (faults.length > 0) throw new OpenLocks(faults);
}
