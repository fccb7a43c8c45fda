export { findIssues } from './find-runs.ts';
export { type ImportWatch, runImport } from './run-import.ts';
export type { ImportRun, Source } from './run-record.ts';
export { type ImportRequest, openImport, prepareSource, startImport } from './start-import.ts';
