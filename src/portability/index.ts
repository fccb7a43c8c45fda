export { eraseLearner } from './erase-learner.ts';
export {
  exportLearner,
  type LearnerExport,
  streamLearnerArchive,
} from './export-learner.ts';
export { EXPORTED, LEFT_OUT } from './learner-columns.ts';
export type { Exporter } from './make-record.ts';
