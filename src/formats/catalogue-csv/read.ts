import { checkTables, hasColumns, readTable, type TableShape } from '../csv.ts';
import type { Format, Input, Report } from '../format.ts';
import { inRuns, type Outgoing } from '../in-runs.ts';
import type { HubRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { RowReader } from '../row-reader.ts';
import { credentialFrom, providerFrom } from './map.ts';
import { CATALOGUE_REQUIRED, shapeOf } from './schema.ts';

/** A provider's catalogue in our own CSV template, one row a credential; foreign headers by a column mapping. */
export const catalogueCsvFormat: Format = {
  name: 'catalogue-csv',
  label: 'Provider catalogue, CSV template of this hub',
  version: 3,

  async recognises(input) {
    const [file] = input.files;
    return input.files.length === 1 && file !== undefined && hasColumns(file, CATALOGUE_REQUIRED);
  },

  check: (input) => checkTables(input, shapeOf(input.columns)),

  complete: () => ['organization', 'credential'],

  read: (input, report) => readCatalogue(input, report, shapeOf(input.columns)),
};

/** Credentials of tables of the given shape, each provider before its first. */
export function readCatalogue(input: Input, report: Report, shape: TableShape): AsyncGenerator<HubRecord> {
  return inRuns(offersOf(input, report, shape));
}

async function* offersOf(input: Input, report: Report, shape: TableShape): AsyncGenerator<Outgoing> {
  reportMissingFiles(input, report);
  const met = new Set<string>();
  for (const file of input.files) {
    for await (const stated of readTable(file, shape, report)) {
      const row = new RowReader(stated, file.name);
      const provider = providerFrom(row);
      const credential = credentialFrom(row);
      for (const issue of row.issues) {
        report({ ...issue, record: { kind: credential.kind, key: credential.key } });
        // An ERROR stands for one record left out, and a row is one record: its first error says why.
        if (issue.severity === 'ERROR') break;
      }
      if (row.isRefused) continue;
      if (!met.has(provider.uri)) yield { record: provider };
      met.add(provider.uri);
      yield { record: credential };
    }
  }
}
