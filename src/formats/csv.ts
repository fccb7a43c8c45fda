import { LOOKS_LIKE_UTF16 } from './as-utf8.ts';
import type { Input, InputFault, InputFile, Report } from './format.ts';
import { rawRows } from './raw-rows.ts';

/** One row of a table, keyed by our column names; a column we do not know keeps the file's own name. */
export interface TableRow {
  /** 1-based line the row starts on. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** The file's own cells, where `cells` were made of them by a mapping, and what it did not understand. */
  readonly raw?: Readonly<Record<string, string>>;
  readonly doubts?: readonly { readonly column: string; readonly message: string; readonly raw: string }[];
}

/** What a table must look like: columns it cannot do without, all columns we read, and foreign names for ours. */
export interface TableShape {
  readonly required: readonly string[];
  readonly known: readonly string[];
  readonly columns?: Readonly<Record<string, string>>;
  /** Whether it is a template of ours, in which a cell that a spreadsheet would compute begins with `'` (`writeTable`). */
  readonly isGuarded?: boolean;
  /** Turns a row of a foreign file into one of ours. */
  readonly map?: (row: TableRow) => TableRow;
}

/** Largest cell that is read, in characters. */
const CELL_AT_MOST = 1_000_000;

/** A header without line breaks, non-breaking and doubled blanks. */
export function plain(header: string): string {
  return header.replace(/[\uFEFF\u00A0\s]+/gu, ' ').trim();
}

/** The name each column of the file goes by here. */
function namesOf(header: readonly string[], { known, columns = {}, isGuarded }: TableShape): string[] {
  const ours = new Map(known.map((name) => [name.toLowerCase(), name]));
  for (const [name, foreign] of Object.entries(columns)) ours.set(plain(foreign).toLowerCase(), name);
  return header.map((cell) => {
    const name = plain(isGuarded ? unguarded(cell) : cell);
    return ours.get(name.toLowerCase()) ?? name;
  });
}

/** A cell without the `'` that keeps spreadsheets from computing it. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r＝＋－＠]/u.test(cell) ? cell.slice(1) : cell;
}

/** No header is longer. What is no table may be one line of any size, and every format that reads tables looks at it. */
const HEADER_AT_MOST = 256 * 1024;

/** The first row of a file; empty where it has none. */
export async function headerOf(file: InputFile): Promise<readonly string[]> {
  const beginning = { ...file, bytes: () => beginningOf(file) };
  for await (const { cells } of rawRows(beginning, () => {})) return cells;
  return [];
}

async function* beginningOf(file: InputFile): AsyncGenerator<Uint8Array> {
  let left = HEADER_AT_MOST;
  for await (const chunk of file.bytes()) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

/** Names in a file's first row, blanks of every kind made single ones: what tells one foreign table from another. */
export async function columnsOf(file: InputFile): Promise<string[]> {
  return (await headerOf(file)).map(plain);
}

/** Whether a file's first row names all the given columns: what tells a table of ours from any other. */
export async function hasColumns(file: InputFile, columns: readonly string[]): Promise<boolean> {
  const names = namesOf(await headerOf(file), { required: [], known: columns });
  return columns.every((column) => names.includes(column));
}

/**
 * Faults of a table's header: a required column that is missing, a name that stands there twice, or a mapping that names
 * a column which is not there or not ours.
 */
export async function checkTable(file: InputFile, shape: TableShape): Promise<InputFault[]> {
  const header = await headerOf(file);
  const fault = (message: string, column?: string): InputFault => ({
    code: 'HEADER_INVALID',
    place: { file: file.name, line: 1, ...(column !== undefined && { column }) },
    message,
  });
  if (header.some((cell) => cell.includes('\0'))) return [fault(LOOKS_LIKE_UTF16)];
  const names = namesOf(header, shape);
  const mapping = mappingFaults(header, names, shape);
  const missing = shape.required
    .filter((name) => !names.includes(name) && !mapping.some(({ column }) => column === name))
    .map((name) => fault(`column ${name} is missing; add it, or map the column that holds it`, name));
  const twice = shape.known
    .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
    .map((name) => fault(`column ${name} stands in the header twice; remove one`, name));
  return [...mapping.map(({ column, message }) => fault(message, column)), ...missing, ...twice];
}

/** Faults of an input whose every file is such a table; a folder without files is no such input. */
export async function checkTables(input: Input, shape: TableShape): Promise<InputFault[]> {
  if (input.files.length === 0) {
    const message = 'the folder holds no file; name a CSV file or a folder of them';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  }
  const faults: InputFault[] = [];
  for (const file of input.files) faults.push(...(await checkTable(file, shape)));
  return faults;
}

function mappingFaults(header: readonly string[], names: readonly string[], { known, columns = {} }: TableShape) {
  const held = header.map((cell) => plain(cell).toLowerCase());
  return Object.entries(columns).flatMap(([column, foreign]) => {
    if (!known.includes(column)) {
      return [
        { column, message: `the mapping names ${column}, which is no column here; name one of ${known.join(', ')}` },
      ];
    }
    const at = held.indexOf(plain(foreign).toLowerCase());
    if (names[at] === column) return [];
    const reason =
      at < 0
        ? `which the header lacks; name one of ${header.map(plain).join(', ')}`
        : `which is mapped to ${names[at]} too; map each to a column of its own`;
    return [{ column, message: `the mapping reads ${column} from "${foreign}", ${reason}` }];
  });
}

/**
 * Rows of a CSV file (RFC 4180, also cut by semicolons or tabs; UTF-8, or UTF-16 with a byte order mark), one at a time. A
 * row with broken text, a cell above 1 MB or the wrong number of cells is an issue and left out, and so is a last row
 * inside an unclosed quote.
 */
export async function* readTable(file: InputFile, shape: TableShape, report: Report): AsyncGenerator<TableRow> {
  let names: string[] | null = null;
  const unclosed = (line: number): void =>
    report({
      severity: 'ERROR',
      code: 'FILE_TRUNCATED',
      place: { file: file.name, line, ...(names?.[0] !== undefined && { column: names[0] }) },
      message: 'the file ends inside a quoted cell of the row that starts here; fetch it whole and import it again',
    });
  for await (const { line, cells } of rawRows(file, unclosed)) {
    if (names === null) {
      names = namesOf(cells, shape);
      continue;
    }
    const fault = faultOf(cells, names);
    if (fault) {
      report({ severity: 'ERROR', place: { file: file.name, line, column: fault.column }, ...fault.issue });
      continue;
    }
    const row: Record<string, string> = {};
    for (let index = 0; index < names.length; index++) {
      const cell = cells[index] ?? '';
      row[names[index] ?? ''] = shape.isGuarded ? unguarded(cell) : cell;
    }
    yield shape.map ? shape.map({ line, cells: row }) : { line, cells: row };
  }
}

function faultOf(cells: readonly string[], names: readonly string[]) {
  if (cells.length !== names.length) {
    const column = names[Math.min(cells.length, names.length - 1)] ?? '';
    const message = `the row has ${cells.length} cells, the header ${names.length}; quote cells that hold a separator or line breaks`;
    return { column, issue: { code: 'COLUMN_COUNT' as const, message, raw: cells.join(',') } };
  }
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index] ?? '';
    const column = names[index] ?? '';
    if (cell.length > CELL_AT_MOST) {
      const message = `the cell has ${cell.length} characters, ${CELL_AT_MOST} are read at most; shorten it`;
      return { column, issue: { code: 'CELL_TOO_LARGE' as const, message, raw: cell.slice(0, 200) } };
    }
    if (cell.includes('\uFFFD')) {
      const message = 'the cell is not UTF-8; save the file as UTF-8 and import it again';
      return { column, issue: { code: 'ENCODING_INVALID' as const, message, raw: cell } };
    }
    if (cell.includes('\0')) {
      const message = 'the cell holds the character U+0000, which is no text; remove it';
      return { column, issue: { code: 'ENCODING_INVALID' as const, message, raw: cell } };
    }
  }
  return null;
}

/** Parts of a cell that holds several values, blanks trimmed, empty ones dropped. */
export function listIn(cell: string | undefined, separator: string | RegExp = ';'): string[] {
  return (cell ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
