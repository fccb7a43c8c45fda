export { readCatalogue } from './read-catalogue.ts';
export { readFramework } from './read-framework.ts';
export { type Export, type ExportScope, exportersOf, writeExport } from './write-export.ts';
