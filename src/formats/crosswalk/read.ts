import { checkTable, columnsOf, readTable } from '../csv.ts';
import type { Format, Input, InputFault, InputFile, Report } from '../format.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { RowReader } from '../row-reader.ts';
import { escoOnetFrom, type Mapping, type MapRow, nameOf, nocOnetFrom, skosFrom, socIscoFrom } from './map.ts';
import { CROSSWALK_FILES, CROSSWALK_NAMES, type CrosswalkFile, shapeOf } from './schema.ts';

const MAPS: Readonly<Record<CrosswalkFile, MapRow>> = {
  nocOnet: nocOnetFrom,
  escoOnet: escoOnetFrom,
  socIsco: socIscoFrom,
  skos: skosFrom,
};

/** Which crosswalk a file is, by its header; undefined for any other file. */
export async function crosswalkIn(
  file: InputFile,
  columns?: Readonly<Record<string, string>>,
): Promise<CrosswalkFile | undefined> {
  const header = new Set((await columnsOf(file)).map((column) => column.toLowerCase()));
  return CROSSWALK_NAMES.find((name) =>
    CROSSWALK_FILES[name].required.every((column) => header.has((columns?.[column] ?? column).toLowerCase())),
  );
}

/**
 * Crosswalks between occupations, or skills, of two frameworks: one file or a folder of them, before or after the frameworks. Each
 * row is an edge with its source, confidence and vintage; what it names and is not loaded is linked when it comes.
 */
export const crosswalkFormat: Format = {
  name: 'crosswalk',
  label: 'Crosswalks of occupations and skills, CSV (NOC, O*NET, ESCO, ISCO; SKOS mappings)',
  version: 1,

  async recognises({ files, columns }) {
    for (const file of files) {
      if ((await crosswalkIn(file, columns)) === undefined) return false;
    }
    return files.length > 0;
  },

  async check(input) {
    const faults: InputFault[] = [];
    for (const file of input.files) {
      const name = await crosswalkIn(file, input.columns);
      if (name) {
        faults.push(...(await checkTable(file, shapeOf(name, input.columns))));
        continue;
      }
      const headers = CROSSWALK_NAMES.map((each) => CROSSWALK_FILES[each].required.join(', ')).join('; or ');
      const message = `its header is of no crosswalk we read; it needs the columns ${headers}`;
      faults.push({ code: 'HEADER_INVALID', place: { file: file.name, line: 1 }, message });
    }
    if (input.files.length > 0) return faults;
    const message = 'the folder holds no file; name a CSV file or a folder of them';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  complete: () => ['occupation-crosswalk', 'skill-relation'],

  async *read(input, report) {
    reportMissingFiles(input, report);
    for (const file of input.files) yield* crosswalkRows(file, input, report);
  },
};

/** The rows of one crosswalk file. A pair stated again with other words counts once, as first stated. */
export async function* crosswalkRows(file: InputFile, input: Input, report: Report): AsyncGenerator<Mapping> {
  const name = await crosswalkIn(file, input.columns);
  if (!name) return;
  const met = new Map<string, string>();
  let hasShort = false;
  for await (const cells of readTable(file, shapeOf(name, input.columns), report)) {
    const row = new RowReader(cells, file.name);
    const mapping = MAPS[name](row, file.name, (code, read) => {
      if (!hasShort) report(shortCode(row, code, read));
      hasShort = true;
    });
    for (const issue of row.issues) {
      report(issue);
      if (issue.severity === 'ERROR') break;
    }
    if (row.isRefused) continue;
    const before = met.get(nameOf(mapping));
    const stated = JSON.stringify(row.raw);
    if (before !== undefined && before !== stated) {
      const message = 'an earlier row states the same pair in other words; the first one counts';
      report({ severity: 'ERROR', code: 'DUPLICATE_KEY', place: row.place, message, raw: nameOf(mapping) });
      continue;
    }
    met.set(nameOf(mapping), stated);
    yield mapping;
  }
}

function shortCode({ place }: RowReader, code: string, read: string) {
  const message = `codes have lost the zeros in front: ${code} is read as ${read}, and so are all below; export the column as text`;
  return {
    severity: 'WARNING' as const,
    code: 'FIELD_INVALID' as const,
    place: { ...place, column: 'noc' },
    message,
    raw: code,
  };
}
