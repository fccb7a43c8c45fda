import { checkTables, hasColumns, readTable } from '../csv.ts';
import type { Format, Input, InputFile } from '../format.ts';
import type { FrameworkRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { alignmentsOf, cellsOf } from './columns.ts';
import { alignmentOf, skillOf } from './map.ts';

const FAMILIES = [
  ['RSD Name', 'Skill Statement'],
  ['Skill Name', 'Contextualized Skill Statement'],
] as const;
/** Columns keep the names of the file: families differ, and `columnNamed` folds them. */
const SHAPE = { required: [], known: [] };

/** The framework RSDs belong to: a library has no name in its files. */
export function libraryOf(input: Input): FrameworkRecord {
  return {
    type: 'framework',
    place: { file: input.name },
    code: input.framework ?? 'rsd',
    name: { en: input.framework ?? 'Rich Skill Descriptors' },
    version: input.frameworkVersion ?? 'unknown',
  };
}

async function isFamily(file: InputFile): Promise<boolean> {
  for (const columns of FAMILIES) if (await hasColumns(file, columns)) return true;
  return false;
}

/** The three CSV families of OSMT: batch import of the user interface, of the server, and library export. */
export const rsdCsvFormat: Format = {
  name: 'rsd-csv',
  label: 'Rich Skill Descriptors, CSV of OSMT',
  version: 1,

  async recognises(input) {
    for (const file of input.files) if (!(await isFamily(file))) return false;
    return input.files.length > 0;
  },

  async check(input) {
    const faults = await checkTables(input, SHAPE);
    if (faults.length > 0) return faults;
    for (const file of input.files) {
      if (await isFamily(file)) continue;
      const message = 'names neither RSD Name and Skill Statement, nor Skill Name and Contextualized Skill Statement';
      return [{ code: 'HEADER_INVALID', place: { file: file.name, line: 1 }, message: `the header ${message}` }];
    }
    return [];
  },

  complete: () => ['rsd', 'skill-relation'],

  async *read(input, report) {
    reportMissingFiles(input, report);
    yield libraryOf(input);
    // Edges come in a second pass, so that skills and edges make long batches.
    const met = new Set<string>();
    for (const file of input.files) {
      for await (const { line, cells } of readTable(file, SHAPE, report)) {
        const place = { file: file.name, line };
        const skill = skillFromRow(cells, place);
        if ('fault' in skill) {
          report({
            severity: 'ERROR',
            code: 'FIELD_MISSING',
            place: { ...place, column: 'RSD Name' },
            message: skill.fault,
          });
          continue;
        }
        if (met.has(skill.uri)) {
          const message = `${skill.uri} stands in this input twice; the first one counts`;
          report({ severity: 'ERROR', code: 'DUPLICATE_KEY', place, message });
          continue;
        }
        met.add(skill.uri);
        for (const { column, target } of alignmentsOf(cellsOf(cells)).others) {
          const message = 'the alignment is no address that begins with http; it is kept as words';
          report({ severity: 'WARNING', code: 'FIELD_INVALID', place: { ...place, column }, message, raw: target });
        }
        yield skill;
      }
    }
    met.clear();
    for (const file of input.files) {
      for await (const { line, cells } of readTable(file, SHAPE, () => {})) {
        const place = { file: file.name, line };
        const skill = skillFromRow(cells, place);
        if ('fault' in skill || met.has(skill.uri)) continue;
        met.add(skill.uri);
        const targets = new Map(alignmentsOf(cellsOf(cells)).linkable.map(({ column, target }) => [target, column]));
        for (const [target, column] of targets) yield alignmentOf(skill.uri, target, place, column);
      }
    }
  },
};

function skillFromRow(row: Readonly<Record<string, string>>, place: { file: string; line: number }) {
  const cells = cellsOf(row);
  const { 'Canonical URL': url, 'RSD Name': name, 'Skill Statement': statement } = cells;
  return skillOf({ url, uuid: undefined, name, statement }, cells, place);
}
