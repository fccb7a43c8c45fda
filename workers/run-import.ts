import { runImport } from '../src/imports/index.ts';
import { runImport as job } from '../src/queue/jobs.ts';
import { processor } from '../src/queue/processor.ts';

export default processor(job, ({ runId }, { database, signal }) => runImport(database, runId, { signal }));
