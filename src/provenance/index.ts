export {
  IMPORT_STATES,
  type ImportCheckpoint,
  type ImportOptions,
  type ImportState,
  ISSUE_SEVERITIES,
  type IssueSeverity,
} from './import-run.ts';
export { type Reading, type Recorded, type RecordOutcome, recordSources, type StatedRecord } from './record-sources.ts';
export { tombstoneRecords } from './tombstone-records.ts';
