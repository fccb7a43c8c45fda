import type { Db } from '../db/client.ts';
import { fail, ok, type Result } from '../problem.ts';
import { suggestCrosswalks } from '../queue/jobs.ts';
import { enqueue } from '../queue/outbox.ts';
import { findIndexes } from './find-indexes.ts';
import type { FrameworkPair } from './suggest-crosswalks.ts';

/** Asks, in the caller's transaction, for the equals of a framework's skills in another; both by short code. */
export async function requestCrosswalks(
  tx: Db,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Result<FrameworkPair, 'NOT_FOUND' | 'BAD_USER_INPUT' | 'INDEX_NOT_READY'>> {
  if (from === to) return fail('BAD_USER_INPUT', 'from and to are one framework; name two', 'input.to');
  const [near] = await findIndexes(tx, from);
  if (!near) return fail('NOT_FOUND', `no framework with skills is called ${from}; see frameworks`, 'input.from');
  const [far] = await findIndexes(tx, to);
  if (!far) return fail('NOT_FOUND', `no framework with skills is called ${to}; see frameworks`, 'input.to');
  if (!far.stored) {
    return fail('INDEX_NOT_READY', `the skills of ${to} are being indexed; ask again in some minutes`, 'input.to');
  }
  const pair = { fromId: near.frameworkId, toId: far.frameworkId };
  await enqueue(tx, suggestCrosswalks, pair);
  return ok(pair);
}
