import { ok } from '../src/problem.ts';
import { recheckBadges as job } from '../src/queue/jobs.ts';
import { processor } from '../src/queue/processor.ts';
import { recheckBadges } from '../src/verifying/index.ts';

export default processor(job, async (_payload, { database, resolve, signal }) =>
  ok(await recheckBadges(database, { resolve, signal, now: new Date() })),
);
