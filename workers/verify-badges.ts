import { ok } from '../src/problem.ts';
import { verifyBadges as job } from '../src/queue/jobs.ts';
import { processor } from '../src/queue/processor.ts';
import { verifyBadges } from '../src/verifying/index.ts';

export default processor(job, async ({ badgeIds }, { database, resolve, verify, signal }) =>
  ok(await verifyBadges(database, badgeIds, { resolve, verify, signal, now: new Date() })),
);
