import { checkTable, hasColumns, readTable } from '../csv.ts';
import type { Format, InputFault } from '../format.ts';
import { RowReader } from '../row-reader.ts';
import { credentialFrom, providerFrom } from './map.ts';
import { CATALOGUE_REQUIRED, shapeOf } from './schema.ts';

/** A provider's catalogue in our own CSV template, one row a credential; foreign headers by a column mapping. */
export const catalogueCsvFormat: Format = {
  name: 'catalogue-csv',
  label: 'Provider catalogue, CSV template of this hub',
  version: 1,

  async recognises(input) {
    const [file] = input.files;
    return input.files.length === 1 && file !== undefined && hasColumns(file, CATALOGUE_REQUIRED);
  },

  async check(input) {
    const faults: InputFault[] = [];
    for (const file of input.files) faults.push(...(await checkTable(file, shapeOf(input.columns))));
    return faults;
  },

  complete: () => ['organization', 'credential'],

  async *read(input, report) {
    const met = new Set<string>();
    for (const file of input.files) {
      for await (const stated of readTable(file, shapeOf(input.columns), report)) {
        const row = new RowReader(stated, file.name);
        const provider = providerFrom(row);
        const credential = credentialFrom(row);
        for (const issue of row.issues) {
          report({ ...issue, record: { kind: credential.kind, key: credential.key } });
          // An ERROR stands for one record left out, and a row is one record: its first error says why.
          if (issue.severity === 'ERROR') break;
        }
        if (row.isRefused) continue;
        if (!met.has(provider.uri)) yield provider;
        met.add(provider.uri);
        yield credential;
      }
    }
  },
};
