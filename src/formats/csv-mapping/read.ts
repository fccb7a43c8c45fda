import { providerFrom } from '../catalogue-csv/map.ts';
import { readCatalogue } from '../catalogue-csv/read.ts';
import type { TableShape } from '../csv.ts';
import { readTable } from '../csv.ts';
import { faultsOfEmpty } from '../faults-of-empty.ts';
import type { Format, Input, Report } from '../format.ts';
import { readFramework } from '../framework-csv/read.ts';
import type { HubRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { RowReader } from '../row-reader.ts';
import { headerFaults, readMapping } from './check.ts';
import { jobFrom } from './job.ts';
import { mapRow } from './map-row.ts';
import type { Mapping } from './schema.ts';

/** Kinds of record a read of each target states completely. */
const KINDS: Readonly<Record<Mapping['target'], readonly string[]>> = {
  credential: ['organization', 'credential'],
  skill: ['skill', 'skill-relation'],
  job: ['job'],
  organization: ['organization'],
};

/** Any CSV file, by a mapping that says which of its columns fills which of ours; read only where the mapping has no fault. */
export const csvMappingFormat: Format = {
  name: 'csv-mapping',
  label: 'Any CSV file, by a mapping of its columns to ours',
  version: 1,

  recognises: async ({ mapping }) => mapping !== undefined,

  async check(input) {
    const read = readMapping(input.mapping);
    if ('faults' in read) return read.faults;
    return [...faultsOfEmpty(input), ...(await headerFaults(read.mapping, input))];
  },

  complete(input) {
    const read = readMapping(input.mapping);
    return 'mapping' in read ? KINDS[read.mapping.target] : [];
  },

  async *read(input, report) {
    const read = readMapping(input.mapping);
    // `check` has told its faults.
    if ('faults' in read) return;
    const { mapping } = read;
    const shape: TableShape = { required: [], known: [], map: (row) => mapRow(row, mapping) };
    if (mapping.target === 'credential') yield* readCatalogue(input, report, shape);
    else if (mapping.target === 'skill') yield* readFramework(input, report, shape);
    else yield* readRows(input, report, shape, mapping.target === 'job' ? jobFrom : providerFrom);
  },
};

async function* readRows(
  input: Input,
  report: Report,
  shape: TableShape,
  recordFrom: (row: RowReader) => HubRecord & { readonly kind: string; readonly key: string },
): AsyncGenerator<HubRecord> {
  reportMissingFiles(input, report);
  for (const file of input.files) {
    for await (const stated of readTable(file, shape, report)) {
      const row = new RowReader(stated, file.name);
      const record = recordFrom(row);
      for (const issue of row.issues) {
        report({ ...issue, record: { kind: record.kind, key: record.key } });
        if (issue.severity === 'ERROR') break;
      }
      if (!row.isRefused) yield record;
    }
  }
}
