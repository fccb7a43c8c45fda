import { eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { forgetAnswersTo } from '../http/kept-answers.ts';
import { rematchFor } from '../jobs/index.ts';
import { recordErased } from '../learners/index.ts';
import { learner, learnerIdentity } from '../learners/tables.ts';
import { fail, ok, type Result } from '../problem.ts';

/** Shorter words of a learner's would be found in what is others'. */
const TELLING = 4;

/**
 * Erases a learner: all that is theirs, their keys, the account they sign in with unless they are somebody else here too, and
 * what imports kept of their badges, and other hosts answered about them. The audit trail keeps what was done, without who they were; the names they were known by
 * are kept as hashes, so that no import brings them back. Jobs they might have matched are matched anew. Run it in a
 * transaction, as the system.
 *
 * @param confirm  their pseudonym
 */
export async function eraseLearner(
  db: Db,
  learnerId: LearnerId,
  confirm: string,
): Promise<Result<LearnerId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const [row] = await db.select().from(learner).where(eq(learner.id, learnerId)).for('update');
  if (!row) return fail('NOT_FOUND', 'there is no learner with that id', 'input.learnerId');
  if (confirm !== row.pseudonym) {
    const message =
      'confirm is not the pseudonym of who is to be erased; nothing was erased, and what is cannot be brought back';
    return fail('BAD_USER_INPUT', message, 'input.confirm');
  }
  const identities = await db.select().from(learnerIdentity).where(eq(learnerIdentity.learnerId, learnerId));
  const badges = await query<{ uri: string }>(db, sql`select uri from badge where learner_id = ${learnerId}`);
  await recordErased(db, [{ type: 'key', value: row.key }, ...identities]);
  await rematchFor(db, learnerId);
  await eraseImported(db, learnerId, [
    ...identities.map(({ value }) => value),
    ...badges.map(({ uri }) => uri),
    row.displayName,
  ]);
  await forgetAnswers(db, learnerId);
  await eraseSignIn(db, learnerId, row.accountId);
  await db.delete(learner).where(eq(learner.id, learnerId));
  return ok(learnerId);
}

/**
 * Empties the records and issues of imports that hold a learner's badges, or any of their words. What was wrong in a source
 * that held a badge of theirs keeps its code and place alone: whose badge an unreadable one was, nobody can tell. Importing
 * the source again says it anew.
 */
async function eraseImported(db: Db, learnerId: LearnerId, words: readonly string[]): Promise<void> {
  const telling = JSON.stringify(words.filter((word) => word.trim().length >= TELLING));
  const holds = (text: SQL) => sql`exists (
    select from json_array_elements_text(${telling}::json) as word where strpos(lower(${text}), lower(word)) > 0)`;
  const emptied = await query<{ sourceId: string }>(
    db,
    sql`update source_record held set raw = '{"erased": true}', key = 'erased ' || held.id, hash = 'erased'
        where held.kind in ('badge', 'badge-bundle') and (
          held.id in (select source_record_id from badge where learner_id = ${learnerId}
                      union all select source_record_id from badge_bundle where learner_id = ${learnerId})
          or ${holds(sql`held.raw::text`)} or ${holds(sql`held.key`)})
        returning source_id as "sourceId"`,
  );
  const sources = JSON.stringify([...new Set(emptied.map(({ sourceId }) => Number(sourceId)))]);
  await db.execute(sql`
    update import_issue held set raw = null, file = case when ${holds(sql`held.file`)} then null else file end,
      message = 'emptied when a learner of this source was erased'
    where held.run_id in (
        select run.id from import_run run
        where run.source_id in (select value::bigint from json_array_elements_text(${sources}::json)))
      or ${holds(sql`concat_ws(' ', held.raw, held.message, held.pointer, held.file)`)}`);
}

/** Forgets what other hosts answered about a learner's badges, such as a hosted badge itself. What others share is asked anew. */
async function forgetAnswers(db: Db, learnerId: LearnerId): Promise<void> {
  const asked = await query<{ url: string; accept: string }>(
    db,
    sql`select distinct url, accept from badge_reliance where learner_id = ${learnerId}`,
  );
  await forgetAnswersTo(db, asked);
}

/** Ends every way to sign in as the learner, and takes their names out of the audit trail. */
async function eraseSignIn(db: Db, learnerId: LearnerId, accountId: number | null): Promise<void> {
  const clients = await query<{ id: string }>(db, sql`select id from api_client where learner_id = ${learnerId}`);
  const ids = clients.map(({ id }) => Number(id));
  await db.execute(
    sql`select tessera_redact_audit(${learnerId}, array(select value::bigint
        from json_array_elements_text(${JSON.stringify(ids)}::json)), ${accountId}::bigint)`,
  );
  await db.execute(sql`
    delete from mutation_answer
    where principal in (select 'client ' || id from api_client where learner_id = ${learnerId})
       or principal = 'account ' || ${accountId}::bigint || ' as LEARNER - ' || ${learnerId}::bigint`);
  await db.execute(sql`delete from api_client where learner_id = ${learnerId}`);
  await db.execute(sql`update learner set account_id = null where id = ${learnerId}`);
  await db.execute(sql`
    delete from account
    where id = ${accountId}::bigint and not exists (select from membership where account_id = account.id)`);
}
