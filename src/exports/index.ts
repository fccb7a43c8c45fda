export { readCatalogue } from './read-catalogue.ts';
export { readFramework } from './read-framework.ts';
export { readJobs } from './read-jobs.ts';
export { type Export, type ExportScope, exportersOf, writeExport } from './write-export.ts';
