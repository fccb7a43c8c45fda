import { recordMatches } from '../src/matching/index.ts';
import { matchJob } from '../src/queue/jobs.ts';
import { processor } from '../src/queue/processor.ts';

export default processor(matchJob, ({ jobId }, { database }) => recordMatches(database, jobId));
