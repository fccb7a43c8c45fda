import { setTimeout as sleep } from 'node:timers/promises';
import { runImport } from '../src/imports/index.ts';
import { runImport as job } from '../src/queue/jobs.ts';
import { processor } from '../src/queue/processor.ts';

const TURN_MS = 5_000;

export default processor(job, async ({ runId }, { database, sources, signal }) => {
  for (;;) {
    const result = await runImport(database, runId, { sources, signal });
    // Somebody reads it at a terminal. Should they be killed, nobody but this job would go on with it.
    if (result.ok || result.problem.code !== 'RUN_IN_PROGRESS') return result;
    await sleep(TURN_MS, undefined, { signal });
  }
});
