import { buildSkillIndex } from '../src/linking/index.ts';
import { buildSkillIndex as job } from '../src/queue/jobs.ts';
import { processor } from '../src/queue/processor.ts';

export default processor(job, ({ frameworkId }, { database, signal }) =>
  buildSkillIndex(database, frameworkId, signal),
);
