import { checkTables, hasColumns, readTable } from '../csv.ts';
import type { Format } from '../format.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { RowReader } from '../row-reader.ts';
import { credentialFrom, providerFrom } from './map.ts';

/** Columns of the lists of offers that circulate of Coursera and edX. */
const REQUIRED = ['instructor', 'title', 'skills', 'certificatetype', 'duration'] as const;
const KNOWN = [...REQUIRED, 'rating', 'reviewcount', 'level', 'crediteligibility', 'description', 'platform'] as const;

/** Lists of online courses: one row an offer, with who gives it, its skills and its length. */
export const courseCsvFormat: Format = {
  name: 'course-csv',
  label: 'Online course list, CSV (Coursera, edX)',
  version: 1,

  async recognises({ files }) {
    for (const file of files) {
      if (!(await hasColumns(file, REQUIRED))) return false;
    }
    return files.length > 0;
  },

  check: (input) =>
    checkTables(input, { required: REQUIRED, known: KNOWN, ...(input.columns && { columns: input.columns }) }),

  // Such a list is a sample of what its platform offers.
  complete: () => [],

  async *read(input, report) {
    reportMissingFiles(input, report);
    const shape = { required: REQUIRED, known: KNOWN, ...(input.columns && { columns: input.columns }) };
    const providers = new Set<string>();
    // Providers first, each once: a page of offers would otherwise be cut into batches of one.
    for (const file of input.files) {
      for await (const cells of readTable(file, shape, () => {})) {
        const row = new RowReader(cells, file.name);
        const provider = providerFrom(row);
        credentialFrom(row);
        if (row.isRefused || providers.has(provider.uri)) continue;
        providers.add(provider.uri);
        yield provider;
      }
    }
    for (const file of input.files) {
      for await (const cells of readTable(file, shape, report)) {
        const row = new RowReader(cells, file.name);
        const credential = credentialFrom(row);
        for (const issue of row.issues) {
          report({ ...issue, record: { kind: credential.kind, key: credential.key } });
          if (issue.severity === 'ERROR') break;
        }
        if (!row.isRefused) yield credential;
      }
    }
  },
};
