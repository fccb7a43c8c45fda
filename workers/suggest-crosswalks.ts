import { suggestCrosswalks } from '../src/linking/index.ts';
import { suggestCrosswalks as job } from '../src/queue/jobs.ts';
import { processor } from '../src/queue/processor.ts';

export default processor(job, async (frameworks, { database, signal }) => {
  const suggested = await suggestCrosswalks(database.db, frameworks, signal);
  // An index that is being built is there some minutes later.
  if (!suggested.ok && suggested.problem.code === 'INDEX_NOT_READY') throw new Error(suggested.problem.message);
  return suggested;
});
