import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../db/client.ts';
import type { FrameworkId } from '../db/ids.ts';
import { tryLock } from '../db/lock.ts';
import { fail, ok, type Result } from '../problem.ts';
import { buildInThread } from './build-in-thread.ts';
import { findStamp } from './find-indexes.ts';
import { readSkillsToIndex } from './read-skills-to-index.ts';
import { storeIndex } from './store-index.ts';

const TURN_MS = 1_000;

/**
 * Builds a framework's index anew where its skills are no longer as when the stored one was built. One is built at a time in all
 * processes together: it takes much memory. A build that is cut short leaves the index before in its place.
 *
 * @returns whether one was built
 */
export async function buildSkillIndex(
  database: Database,
  frameworkId: FrameworkId,
  signal: AbortSignal,
): Promise<Result<boolean, 'NOT_FOUND'>> {
  const release = await waitForTurn(database, signal);
  try {
    const stamp = await findStamp(database.db, frameworkId);
    if (!stamp) return fail('NOT_FOUND', `framework ${frameworkId} was gone before its skills could be indexed`);
    if (stamp.now === stamp.built) return ok(false);
    const built = await buildInThread(readSkillsToIndex(database.db, frameworkId), signal);
    // What changed meanwhile has another stamp, and was asked for.
    await storeIndex(database.db, frameworkId, { stamp: stamp.now, ...built });
    return ok(true);
  } finally {
    await release();
  }
}

async function waitForTurn(database: Database, signal: AbortSignal): Promise<() => Promise<void>> {
  for (;;) {
    const release = await tryLock(database, 'build-skill-index');
    if (release) return release;
    await sleep(TURN_MS, undefined, { signal });
  }
}
