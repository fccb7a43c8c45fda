import { linkWords } from '../src/linking/index.ts';
import { ok } from '../src/problem.ts';
import { linkWords as job } from '../src/queue/jobs.ts';
import { processor } from '../src/queue/processor.ts';

export default processor(job, async (_nothing, { database, linkConfidence, signal }) =>
  ok(await linkWords(database.db, { confidence: linkConfidence, signal })),
);
