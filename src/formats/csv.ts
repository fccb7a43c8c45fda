import { parse } from 'csv-parse';
import type { InputFault, InputFile, Report } from './format.ts';

/** One row of a table, keyed by our column names; a column we do not know keeps the file's own name. */
export interface TableRow {
  /** 1-based line the row starts on. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What a table must look like: columns it cannot do without, all columns we read, and foreign names for ours. */
export interface TableShape {
  readonly required: readonly string[];
  readonly known: readonly string[];
  readonly columns?: Readonly<Record<string, string>>;
}

/** Largest cell that is read, in characters. */
const CELL_AT_MOST = 1_000_000;

interface RawRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows as lists of cells, and the line of a quote that never closes. Memory is bounded by a chunk and one row. */
async function* rawRows(file: InputFile, onUnclosed: (line: number) => void): AsyncGenerator<RawRow> {
  let ready: RawRow[] = [];
  let nextLine = 1;
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (cells: string[], { lines }) => {
      ready.push({ line: nextLine, cells });
      nextLine = lines + 1;
      return null;
    },
    on_skip: () => {
      onUnclosed(nextLine);
      return undefined;
    },
  });
  let failure: Error | undefined;
  parser.on('error', (error) => {
    failure = error;
  });
  // Rows go straight from the parser's callback to the reader: an object stream would cost more than the parsing.
  const take = (): RawRow[] => {
    if (failure) throw failure;
    const rows = ready;
    ready = [];
    return rows;
  };
  parser.resume();
  for await (const chunk of file.bytes()) {
    await new Promise<void>((resolve, reject) => {
      parser.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    yield* take();
  }
  await new Promise<void>((resolve) => parser.end(() => resolve()));
  yield* take();
}

function plain(header: string): string {
  return header.replace(/[\uFEFF\u00A0\s]+/gu, ' ').trim();
}

/** The name each column of the file goes by here. */
function namesOf(header: readonly string[], { known, columns = {} }: TableShape): string[] {
  const ours = new Map(known.map((name) => [name.toLowerCase(), name]));
  for (const [name, foreign] of Object.entries(columns)) ours.set(plain(foreign).toLowerCase(), name);
  return header.map((cell) => ours.get(plain(cell).toLowerCase()) ?? plain(cell));
}

async function headerOf(file: InputFile): Promise<readonly string[]> {
  for await (const { cells } of rawRows(file, () => {})) return cells;
  return [];
}

/** Whether a file's first row names all the given columns: what tells a table of ours from any other. */
export async function hasColumns(file: InputFile, columns: readonly string[]): Promise<boolean> {
  const names = namesOf(await headerOf(file), { required: [], known: columns });
  return columns.every((column) => names.includes(column));
}

/** Faults of a table's header: a required column that is missing, or a name that stands there twice. */
export async function checkTable(file: InputFile, shape: TableShape): Promise<InputFault[]> {
  const names = namesOf(await headerOf(file), shape);
  const fault = (column: string, message: string): InputFault => ({
    code: 'HEADER_INVALID',
    place: { file: file.name, line: 1, column },
    message,
  });
  const missing = shape.required
    .filter((name) => !names.includes(name))
    .map((name) => fault(name, `column ${name} is missing; add it, or map the column that holds it`));
  const twice = shape.known
    .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
    .map((name) => fault(name, `column ${name} stands in the header twice; remove one`));
  return [...missing, ...twice];
}

/**
 * Rows of a CSV file (RFC 4180, UTF-8 with or without BOM), one at a time. A row with broken UTF-8, a cell above 1 MB or
 * the wrong number of cells is an issue and left out, and so is a last row inside an unclosed quote.
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
    for (let index = 0; index < names.length; index++) row[names[index] ?? ''] = cells[index] ?? '';
    yield { line, cells: row };
  }
}

function faultOf(cells: readonly string[], names: readonly string[]) {
  if (cells.length !== names.length) {
    const column = names[Math.min(cells.length, names.length - 1)] ?? '';
    const message = `the row has ${cells.length} cells, the header ${names.length}; quote cells that hold commas or line breaks`;
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
