import { readTable } from '../csv.ts';
import type { Format, Input, InputFile, Report } from '../format.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import type { HubRecord, OccupationRecord } from '../record.ts';
import { reportMissingFiles, reportUnreadFile } from '../report-missing-files.ts';
import { RowReader } from '../row-reader.ts';
import { CANADA_NOTICE, NOC, NOC_URI, nocCode, nocUri } from './codes.ts';
import { type NocColumn, type NocHeader, type NocTable, nocTable } from './schema.ts';

interface Found {
  readonly file: InputFile;
  readonly table: NocTable;
  readonly header: NocHeader;
}

/** Deepest level of the classification: the unit group, which is an occupation; the four above are headings. */
const UNIT_GROUP = 5;
const BOTH = ['En', 'Fr'] as const;

/**
 * The National Occupational Classification 2021: its structure as occupations with their hierarchy, and its elements (main
 * duties, example titles, exclusions …) kept, example titles as other names of their unit group.
 */
export const nocFormat: Format = {
  name: 'noc',
  label: 'National Occupational Classification 2021, structure and elements CSV (Statistics Canada)',
  version: 1,

  async recognises(input) {
    for (const file of input.files) {
      if (await nocTable(file)) return true;
    }
    return false;
  },

  async check(input) {
    if (await nocFormat.recognises(input)) return [];
    const message = 'holds no table of the NOC; it needs a level, a code and class titles, or elements and their types';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  // A file of one language states that language's records only, and which they are stands in its header.
  complete: () => [],

  async *read(input, report) {
    reportMissingFiles(input, report);
    yield {
      ...{ type: 'framework', place: { file: input.name }, code: input.framework ?? NOC },
      name: { en: 'National Occupational Classification (NOC)', fr: 'Classification nationale des professions (CNP)' },
      ...{ version: input.frameworkVersion ?? versionIn(input), uri: NOC_URI, attribution: CANADA_NOTICE },
    };
    const found: Found[] = [];
    for (const file of input.files) {
      const told = await nocTable(file);
      if (told) found.push({ file, ...told });
      else reportUnreadFile(file.name, 'a table of the NOC', report);
    }
    const structure = found.filter(({ table }) => table === 'structure');
    const elements = found.filter(({ table }) => table === 'elements');
    const titles = await exampleTitles(elements);
    for (const each of structure) yield* rows(each, report, (row) => [groupFrom(row, each, titles)]);
    for (const each of structure)
      yield* rows(
        each,
        () => {},
        (row) => broaderOf(row, each, titles),
      );
    for (const each of elements) yield* rows(each, report, (row) => [elementFrom(row, each)]);
  },
};

function versionIn({ files }: Input): string {
  const [, version] =
    /(2021[\s_-]*(?:version|v)[\s_-]*\d(?:[._]\d)?)/iu.exec(files.map(({ name }) => name).join(' ')) ?? [];
  return version === undefined ? '2021 1.0' : version.replace(/[\s_-]*(?:version|v)[\s_-]*/iu, ' ').replace('_', '.');
}

async function* rows(
  { file }: Found,
  report: Report,
  map: (row: RowReader) => readonly HubRecord[],
): AsyncGenerator<HubRecord> {
  for await (const cells of readTable(file, { required: [], known: [] }, report)) {
    const row = new RowReader(cells, file.name);
    const records = map(row);
    for (const issue of row.issues) {
      report(issue);
      if (issue.severity === 'ERROR') break;
    }
    if (!row.isRefused) yield* records;
  }
}

/** Other names of each unit group, by language: "Illustrative example(s)" and "All examples" of the elements; some 30,000 in all. */
async function exampleTitles(elements: readonly Found[]): Promise<ReadonlyMap<string, Record<string, string[]>>> {
  const found = new Map<string, Record<string, string[]>>();
  for (const { file, header } of elements) {
    for await (const cells of readTable(file, { required: [], known: [] }, () => {})) {
      const row = new RowReader(cells, file.name);
      const code = nocCode(textIn(row, header, 'code') ?? '', UNIT_GROUP);
      for (const language of BOTH) {
        const isExample = /example|exemple/iu.test(textIn(row, header, `elementType${language}`) ?? '');
        const title = textIn(row, header, `element${language}`);
        if (code === null || !isExample || title === undefined || labelFault(title) !== null) continue;
        const names = found.get(code) ?? {};
        const list = names[language.toLowerCase()] ?? [];
        if (!list.includes(title)) found.set(code, { ...names, [language.toLowerCase()]: [...list, title] });
      }
    }
  }
  return found;
}

function textIn(row: RowReader, header: NocHeader, column: NocColumn): string | undefined {
  const name = header[column];
  return name === undefined ? undefined : row.text(name);
}

/** Level and code of a row; a code that cannot be repaired to its level's digits refuses the row. */
function codeOf(row: RowReader, header: NocHeader): { level: number; code: string } {
  const column = header.code ?? '';
  const level = row.whole(header.level ?? '', { min: 1, max: UNIT_GROUP }) ?? UNIT_GROUP;
  const stated = row.required(column);
  const code = nocCode(stated, level);
  if (code === null) {
    if (stated !== '')
      row.refuse(column, 'FIELD_INVALID', `"${stated}" is no NOC code of level ${level}; it has ${level} digits`);
    return { level, code: stated };
  }
  if (code !== stated) {
    row.doubt(column, `the code has lost its zeros: ${stated} is read as ${code}; export the column as text`, stated);
  }
  return { level, code };
}

function groupFrom(
  row: RowReader,
  { header }: Found,
  titles: ReadonlyMap<string, Record<string, string[]>>,
): OccupationRecord {
  const { level, code } = codeOf(row, header);
  const texts = (what: 'title' | 'definition') =>
    Object.fromEntries(
      BOTH.flatMap((language) => {
        const text = textIn(row, header, `${what}${language}`);
        return text === undefined ? [] : [[language.toLowerCase(), text]];
      }),
    );
  const labels = texts('title');
  for (const [language, label] of Object.entries(labels)) {
    row.refuseLong(header[language === 'en' ? 'titleEn' : 'titleFr'] ?? '', label, labelFault);
  }
  if (Object.keys(labels).length === 0) {
    row.refuse(
      header.titleEn ?? header.titleFr ?? '',
      'FIELD_MISSING',
      'the class has no title; every class needs one',
    );
  }
  const languages = Object.keys(labels).sort().join('+');
  const uri = nocUri(code);
  return {
    ...{ type: 'occupation', kind: `occupation:${languages}`, key: uri, raw: row.raw, place: row.place, uri, code },
    occupationKind: level === UNIT_GROUP ? 'OCCUPATION' : 'GROUP',
    labels,
    aliases: level === UNIT_GROUP ? (titles.get(code) ?? {}) : {},
    descriptions: texts('definition'),
  };
}

/** A group lies under the one whose code is its own without the last digit. Source: NOC 2021, structure of the codes. */
function broaderOf(row: RowReader, found: Found, titles: ReadonlyMap<string, Record<string, string[]>>): HubRecord[] {
  const { uri, code = '' } = groupFrom(row, found, titles);
  if (code.length < 2) return [];
  const column = found.header.code ?? '';
  const columns = { from: column, to: column };
  return [{ type: 'occupation-relation', place: row.place, from: uri, to: nocUri(code.slice(0, -1)), columns }];
}

/** A statement about a group. The same one may stand there in each language, or twice; then it is one. */
function elementFrom(row: RowReader, { header, file }: Found): HubRecord {
  const { code } = codeOf(row, header);
  const statements = BOTH.flatMap((language) => [
    textIn(row, header, `elementType${language}`),
    textIn(row, header, `element${language}`),
  ]);
  const key = [code, ...statements].filter((part) => part !== undefined).join('|');
  const isFrench = header.elementFr !== undefined && header.elementEn === undefined;
  if (keyFault(key) !== null) return { ...kept(row, file, isFrench), key: `${code}|line ${row.place.line}` };
  return { ...kept(row, file, isFrench), key };
}

function kept(row: RowReader, _file: InputFile, isFrench: boolean) {
  return { type: 'kept' as const, kind: isFrench ? 'noc:element:fr' : 'noc:element', raw: row.raw, place: row.place };
}
