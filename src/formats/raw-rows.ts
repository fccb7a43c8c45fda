import { parse } from 'csv-parse';
import { asUtf8 } from './as-utf8.ts';
import type { InputFile } from './format.ts';

/** One row of a CSV file before its columns have names. */
export interface RawRow {
  /** 1-based line the row starts on, as an editor counts: LF, CRLF and CR end a line, inside quotes too. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows as lists of cells, and the line of a quote that never closes. Memory is bounded by a chunk and one row. */
export async function* rawRows(file: InputFile, onUnclosed: (line: number) => void): AsyncGenerator<RawRow> {
  let parser: Parser | null = null;
  for await (const chunk of withHeaderWhole(asUtf8(file.bytes()))) {
    parser ??= new Parser(delimiterOf(chunk), onUnclosed);
    yield* await parser.write(chunk);
  }
  if (parser) yield* await parser.end();
}

/** csv-parse, which hands its rows straight to the reader: an object stream would cost more than the parsing. */
class Parser {
  readonly #parser;
  #ready: RawRow[] = [];
  #failure: Error | undefined;

  constructor(delimiter: string, onUnclosed: (line: number) => void) {
    let nextLine = 1;
    let blankBefore = 0;
    this.#parser = parse({
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_record: (cells: string[], { empty_lines }) => {
        const line = nextLine + empty_lines - blankBefore;
        this.#ready.push({ line, cells });
        // csv-parse counts a CRLF inside quotes as two lines.
        nextLine = line + 1 + lineBreaksIn(cells);
        blankBefore = empty_lines;
        return null;
      },
      on_skip: () => {
        onUnclosed(nextLine + this.#parser.info.empty_lines - blankBefore);
        return undefined;
      },
    });
    this.#parser.on('error', (error) => {
      this.#failure = error;
    });
    this.#parser.resume();
  }

  async write(chunk: Uint8Array): Promise<readonly RawRow[]> {
    await new Promise<void>((resolve, reject) => {
      this.#parser.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    return this.#take();
  }

  async end(): Promise<readonly RawRow[]> {
    await new Promise<void>((resolve) => this.#parser.end(() => resolve()));
    return this.#take();
  }

  #take(): readonly RawRow[] {
    if (this.#failure) throw this.#failure;
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (cell.includes('\r')) count += cell.match(/\r\n?|\n/gu)?.length ?? 0;
    else for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  // A row that ends with CRLF in a file whose rows end with LF leaves its CR in the last cell.
  return cells.at(-1)?.endsWith('\r') ? count - 1 : count;
}

const HEADER_AT_MOST = 64 * 1024;

/** The same bytes, with the whole first row in the first chunk. */
async function* withHeaderWhole(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array();
  for await (const chunk of bytes) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEADER_AT_MOST && !/[\r\n]/u.test(unquoted(head))) continue;
    yield head;
    head = null;
  }
  if (head && head.length > 0) yield head;
}

/** What stands outside quotes, from the first row on. */
function unquoted(head: Uint8Array): string {
  return new TextDecoder()
    .decode(head)
    .replace(/"[^"]*(?:"|$)/gu, '""')
    .replace(/^[\r\n]+/u, '');
}

/** A semicolon (Excel in French) or a tab where that cuts the first row into more cells than a comma does. */
function delimiterOf(head: Uint8Array): string {
  const [row = ''] = unquoted(head).split(/[\r\n]/u);
  const cells = (delimiter: string) => row.split(delimiter).length;
  return [';', '\t'].reduce((best, each) => (cells(each) > cells(best) ? each : best), ',');
}
