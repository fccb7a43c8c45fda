export { eraseLearner } from './erase-learner.ts';
export {
  type Exporter,
  exportLearner,
  type LearnerExport,
  streamLearnerArchive,
} from './export-learner.ts';
export { EXPORTED, LEFT_OUT } from './learner-columns.ts';
