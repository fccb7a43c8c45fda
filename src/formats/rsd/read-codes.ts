import { checkTables, hasColumns, readTable } from '../csv.ts';
import type { Format, InputFile } from '../format.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import type { FrameworkRecord, OccupationRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';

const PLACE = { file: 'osmt-codes' };

/** The two lists of occupation codes that an OSMT is set up with: their columns, framework, and the address of a code. */
const LISTS = [
  {
    columns: ['SOC Group', 'SOC Code', 'SOC Title', 'SOC Definition'],
    framework: { code: 'soc', name: { en: 'Standard Occupational Classification' } },
    uriOf: (code: string) => `urn:tessera:soc:${code}`,
  },
  {
    columns: ['O*NET-SOC Code', 'Title', 'Description'],
    framework: { code: 'onet-soc', name: { en: 'O*NET-SOC occupations' } },
    uriOf: (code: string) => `https://www.onetonline.org/link/summary/${code}`,
  },
] as const;
type List = (typeof LISTS)[number];

async function listOf(file: InputFile): Promise<List | undefined> {
  for (const list of LISTS) if (await hasColumns(file, list.columns)) return list;
  return undefined;
}

/** Occupation codes as OSMT imports them: BLS's SOC groups, and O*NET-SOC. */
export const osmtCodesFormat: Format = {
  name: 'osmt-codes',
  label: 'Occupation codes of OSMT (BLS SOC, O*NET-SOC), CSV',
  version: 1,

  async recognises(input) {
    for (const file of input.files) if ((await listOf(file)) === undefined) return false;
    return input.files.length > 0;
  },

  check: async (input) => {
    const faults = await checkTables(input, { required: [], known: [] });
    if (faults.length > 0 || (await osmtCodesFormat.recognises(input))) return faults;
    const names = LISTS.map(({ columns }) => columns.join(', ')).join('; or ');
    const message = `the header is of no such list; it has the columns ${names}`;
    return [{ code: 'HEADER_INVALID', place: { file: input.name, line: 1 }, message }];
  },

  complete: () => ['occupation', 'occupation-relation'],

  async *read(input, report) {
    reportMissingFiles(input, report);
    for (const file of input.files) {
      const list = await listOf(file);
      if (list === undefined) continue;
      const [groupColumn, codeColumn, titleColumn, textColumn] = columnsOf(list);
      const framework: FrameworkRecord = {
        ...{ type: 'framework', place: PLACE, ...list.framework },
        version: input.frameworkVersion ?? 'unknown',
      };
      yield framework;
      const shape = { required: [], known: list.columns };
      const met = new Set<string>();
      for await (const { line, cells } of readTable(file, shape, report)) {
        const place = { file: file.name, line };
        const cell = (column: string) => (cells[column] ?? '').trim();
        const [code, title, text] = [cell(codeColumn), cell(titleColumn), cell(textColumn)];
        const fault = keyFault(code) ?? labelFault(title);
        const refuse = (issue: 'FIELD_MISSING' | 'FIELD_INVALID' | 'DUPLICATE_KEY', message: string) =>
          report({ severity: 'ERROR', code: issue, place: { ...place, column: codeColumn }, message, raw: code });
        if (code === '' || title === '')
          refuse('FIELD_MISSING', 'the row lacks a code or a title; every row needs both');
        else if (fault !== null) refuse('FIELD_INVALID', fault);
        else if (met.has(code)) refuse('DUPLICATE_KEY', `${code} stands in this input twice; the first one counts`);
        else {
          met.add(code);
          const uri = list.uriOf(code);
          const isGroup = groupColumn !== '' && cell(groupColumn).toLowerCase() !== 'detailed';
          const occupation: OccupationRecord = {
            ...{ type: 'occupation', place, kind: 'occupation', key: uri, raw: cells, uri, code },
            occupationKind: isGroup ? 'GROUP' : 'OCCUPATION',
            ...{ labels: { en: title }, aliases: {}, descriptions: text === '' ? {} : { en: text } },
          };
          yield occupation;
        }
      }
      if (groupColumn !== '') yield* headings([...met], file.name, list);
    }
  },
};

function columnsOf({ columns }: List): readonly [group: string, code: string, title: string, text: string] {
  const [one, two, three, four] = columns as readonly string[];
  return four === undefined ? ['', one ?? '', two ?? '', three ?? ''] : [one ?? '', two ?? '', three ?? '', four];
}

/** A code's heading is the nearest code with zeros behind. Source: SOC 2018, structure of codes. */
function* headings(codes: readonly string[], file: string, list: List) {
  const all = new Set(codes);
  const columns = { from: 'SOC Code', to: 'SOC Code' };
  for (const code of codes) {
    const broader = [
      `${code.slice(0, 6)}0`,
      `${code.slice(0, 5)}00`,
      `${code.slice(0, 4)}000`,
      `${code.slice(0, 3)}0000`,
    ];
    const heading = broader.find((one) => one !== code && all.has(one));
    if (heading === undefined) continue;
    const [from, to] = [list.uriOf(code), list.uriOf(heading)];
    yield { type: 'occupation-relation' as const, place: { file }, from, to, columns };
  }
}
