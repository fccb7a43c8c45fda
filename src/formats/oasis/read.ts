import { checkTable, readTable } from '../csv.ts';
import type { Format, Input, InputFault, InputFile, Report } from '../format.ts';
import type { HubRecord } from '../record.ts';
import { reportMissingFiles, reportUnreadFile } from '../report-missing-files.ts';
import { RowReader } from '../row-reader.ts';
import {
  DOMAIN_KINDS,
  descriptorFrom,
  frameworkRecord,
  levelScaleRecord,
  needFrom,
  profileCode,
  profileFrom,
  unitGroupOf,
} from './map.ts';
import { type Matrix, matrixIn } from './schema.ts';

interface Found {
  readonly file: InputFile;
  readonly matrix: Matrix;
}

const ANY_COLUMN = { required: [], known: [] };

/**
 * OaSIS matrices, one file or many, English and French: profiles as occupations by their code alone (labels differ from file to
 * file), descriptors as skills, and a level for each pair. French descriptors are other skills than the English ones, since nothing
 * in the files ties the two; levels stand in both, and each file's are its own descriptors'.
 */
export const oasisFormat: Format = {
  name: 'oasis',
  label: 'OaSIS matrices, CSV (Employment and Social Development Canada)',
  version: 1,
  isPackage: true,

  async recognises(input) {
    for (const file of input.files) {
      if (await matrixIn(file)) return true;
    }
    return false;
  },

  async check(input) {
    const faults: InputFault[] = [];
    let count = 0;
    for (const file of input.files) {
      const matrix = await matrixIn(file);
      if (!matrix) continue;
      count += 1;
      faults.push(...(await checkTable(file, { required: [], known: [matrix.codeColumn, ...matrix.descriptors] })));
    }
    if (count > 0) return faults;
    const message = 'holds no OaSIS matrix; it needs a column "OaSIS Code - Final" or "Code OaSIS", and descriptors';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  // A release is 32 files, and nothing in one says whether the others are there.
  complete: () => [],

  async *read(input, report) {
    reportMissingFiles(input, report);
    yield frameworkRecord(input.framework ?? 'oasis', input.frameworkVersion ?? versionIn(input), input.name);
    yield levelScaleRecord(input.name);
    const found: Found[] = [];
    for (const file of input.files) {
      const matrix = await matrixIn(file);
      if (matrix) found.push({ file, matrix });
      else reportUnreadFile(file.name, 'an OaSIS matrix', report);
    }
    yield* profiles(found, report);
    for (const each of found) yield* descriptors(each);
    for (const each of found) yield* needs(each, report);
    yield* unitGroups(found);
    for (const each of found.filter(({ matrix }) => !DOMAIN_KINDS[matrix.domain])) yield* kept(each);
  },
};

function versionIn({ name, files }: Input): string {
  const all = [name, ...files.map((file) => file.name)].join(' ');
  return /oasis[\s_-]*v?(\d+[._]\d+)/iu.exec(all)?.[1]?.replace('_', '.') ?? /20\d{2}/u.exec(all)?.[0] ?? 'unknown';
}

/** Rows whose code can be read; the others are told once, when `report` is given. */
async function* rowsOf({ file, matrix }: Found, report: Report): AsyncGenerator<{ row: RowReader; code: string }> {
  for await (const cells of readTable(file, ANY_COLUMN, report)) {
    const row = new RowReader(cells, file.name);
    const code = profileCode(row, matrix.codeColumn);
    const [issue] = row.issues;
    if (issue) report(issue);
    if (!row.isRefused) yield { row, code };
  }
}

/** Each profile once a language, as the first file with it names it. Faults of codes are told here. */
async function* profiles(found: readonly Found[], report: Report): AsyncGenerator<HubRecord> {
  const met = new Set<string>();
  for (const each of found) {
    const said = new Set<string>();
    for await (const { row, code } of rowsOf(each, report)) {
      if (said.has(code)) {
        const message = `${code} stands in this file twice; the first row counts`;
        report({ severity: 'ERROR', code: 'DUPLICATE_KEY', place: row.place, message });
      }
      said.add(code);
      const profile = profileFrom(row, each.matrix);
      if (row.isRefused || met.has(`${profile.kind} ${code}`)) continue;
      met.add(`${profile.kind} ${code}`);
      yield profile;
    }
  }
}

function* descriptors({ file, matrix }: Found): Generator<HubRecord> {
  const kind = DOMAIN_KINDS[matrix.domain];
  if (!kind) return;
  for (const name of matrix.descriptors) {
    const skill = descriptorFrom(matrix, name, kind, file.name);
    if (skill) yield skill;
  }
}

/** Wide to long: a link a cell. A cell that is no level is an issue of its own, and its row's others count. */
async function* needs(found: Found, report: Report): AsyncGenerator<HubRecord> {
  if (!DOMAIN_KINDS[found.matrix.domain]) return;
  const said = new Set<string>();
  for await (const { row, code } of rowsOf(found, () => {})) {
    if (said.has(code)) continue;
    said.add(code);
    const known = row.issues.length;
    for (const name of found.matrix.descriptors) {
      const need = needFrom(row, found.matrix, code, name);
      if (need) yield need;
    }
    for (const issue of row.issues.slice(known)) report({ ...issue, severity: 'ERROR' });
  }
}

async function* unitGroups(found: readonly Found[]): AsyncGenerator<HubRecord> {
  const met = new Set<string>();
  for (const each of found) {
    for await (const { row, code } of rowsOf(each, () => {})) {
      if (!met.has(code)) yield unitGroupOf(row, code);
      met.add(code);
    }
  }
}

/** Rows of a matrix of what is no competency: interests, work context. */
async function* kept(found: Found): AsyncGenerator<HubRecord> {
  const said = new Set<string>();
  const { domain, language } = found.matrix;
  for await (const { row, code } of rowsOf(found, () => {})) {
    if (said.has(code)) continue;
    said.add(code);
    yield { type: 'kept', kind: `oasis:${domain}:${language}`, key: code, raw: row.raw, place: row.place };
  }
}
