export {
  type Fetching,
  type LastFetch,
  MOMENT_FORMS,
  type MomentForm,
  PAGING_STYLES,
  type Paging,
  type PagingStyle,
  type Since,
} from './fetching.ts';
export { findReviewSource, REVIEW_FORMAT } from './find-review-source.ts';
export {
  IMPORT_MODES,
  IMPORT_STATES,
  type ImportCheckpoint,
  type ImportMode,
  type ImportOptions,
  type ImportState,
  ISSUE_SEVERITIES,
  type IssueSeverity,
  NEXT_STATES,
  RECORD_CHANGES,
  type RecordChange,
  statesBefore,
} from './import-run.ts';
export { type Reading, type Recorded, type RecordOutcome, recordSources, type StatedRecord } from './record-sources.ts';
export { tellRun } from './tell-run.ts';
export { tombstoneRecords } from './tombstone-records.ts';
