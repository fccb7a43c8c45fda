import { stringify } from 'csv-stringify/sync';

/** One row on its way out, keyed by column. */
export type TableCells = Readonly<Record<string, string | undefined>>;

/** Rows looked at for columns of their own before the header is written. */
const AHEAD = 10_000;

/**
 * A CSV file of our template: every column of it, then those the first 10,000 rows have of their own. A cell that a spreadsheet
 * would compute (it begins with `=`, `+`, `-`, `@`, a tab or a line break and is no number) begins with `'`, which our reader takes
 * off. Source: OWASP, CSV injection.
 */
export async function* writeTable(columns: readonly string[], rows: AsyncIterable<TableCells>): AsyncGenerator<string> {
  const known = new Set(columns);
  const others = new Set<string>();
  let ahead: TableCells[] | null = [];
  const header = () => [...columns, ...others];
  const line = (row: TableCells) => textOf(header().map((column) => row[column] ?? ''));
  for await (const row of rows) {
    if (ahead === null) {
      yield line(row);
      continue;
    }
    ahead.push(row);
    for (const column of Object.keys(row)) if (!known.has(column)) others.add(column);
    if (ahead.length < AHEAD) continue;
    yield textOf(header()) + ahead.map(line).join('');
    ahead = null;
  }
  if (ahead !== null) yield textOf(header()) + ahead.map(line).join('');
}

const NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/u;

function textOf(cells: readonly string[]): string {
  return stringify([[...cells]], {
    record_delimiter: '\r\n',
    escape_formulas: true,
    // What a reader could take for the end of a row or a cell.
    quoted_match: /[\r\n\t;]/u,
    cast: { string: (value) => (NUMBER.test(value) ? { value, escape_formulas: false } : value) },
  });
}

/** Values of a list in one cell, as `listIn` reads them; a separator inside one becomes a comma. */
export function listCell(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(';', ',')).join('; ');
}
