import { listIn, type TableRow } from './csv.ts';
import type { Issue, Place } from './format.ts';

/**
 * Reads the cells of one row as what they should be. A cell that is something else is noted with its column and the way
 * out, and reads as not stated: a required one keeps the row out, any other leaves it in with a warning.
 */
export class RowReader {
  readonly place: Place;
  readonly #row: TableRow;
  readonly #issues: Issue[] = [];

  constructor(row: TableRow, file: string) {
    this.#row = row;
    this.place = { file, line: row.line };
  }

  /** What was noted so far, errors first. */
  get issues(): readonly Issue[] {
    return [...this.#issues].sort((one, other) => one.severity.localeCompare(other.severity));
  }

  get isRefused(): boolean {
    return this.#issues.some(({ severity }) => severity === 'ERROR');
  }

  /** The row with all its cells, also those we do not know. */
  get raw(): Readonly<Record<string, string>> {
    return this.#row.cells;
  }

  text(column: string): string | undefined {
    const cell = (this.#row.cells[column] ?? '').trim();
    return cell === '' ? undefined : cell;
  }

  required(column: string): string {
    const cell = this.text(column);
    if (cell === undefined) this.refuse(column, 'FIELD_MISSING', `${column} is empty; every row needs it`);
    return cell ?? '';
  }

  list(column: string): string[] {
    return listIn(this.#row.cells[column]);
  }

  /** A number; a comma as decimal sign is understood, a unit is not. */
  number(column: string, range: { min: number; max?: number }): number | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    const value = Number(/^\d+,\d+$/u.test(cell) ? cell.replace(',', '.') : cell);
    const wayOut = /^[\d.]+/u.exec(cell)?.[0];
    if (Number.isNaN(value)) {
      return this.doubt(column, `"${cell}" is not a number${wayOut ? `; write ${wayOut}` : ''}`, cell);
    }
    if (value < range.min || value > (range.max ?? Number.POSITIVE_INFINITY)) {
      const bounds = range.max === undefined ? `${range.min} or more` : `from ${range.min} to ${range.max}`;
      return this.doubt(column, `${cell} is out of range; write a number ${bounds}`, cell);
    }
    return value;
  }

  /** An amount of money in cents; `325`, `325.00` and `1,325.00` are understood. */
  cents(column: string): number | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    const plain = cell.replace(/^\$/u, '').replace(/,(?=\d{3}\b)/gu, '');
    if (!/^\d+(\.\d{1,2})?$/u.test(plain)) {
      return this.doubt(column, `"${cell}" is not an amount; write it like 325.00`, cell);
    }
    return Math.round(Number(plain) * 100);
  }

  choice<const T extends string>(column: string, allowed: readonly T[]): T | undefined {
    const cell = this.text(column);
    return cell === undefined ? undefined : this.#oneOf(column, cell, allowed);
  }

  choices<const T extends string>(column: string, allowed: readonly T[]): T[] {
    const found = this.list(column).map((cell) => this.#oneOf(column, cell, allowed));
    return [...new Set(found.filter((value) => value !== undefined))];
  }

  /** Days written `YYYY-MM-DD`. */
  dates(column: string): string[] {
    const found = this.list(column).map((cell) => {
      const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(cell) && new Date(`${cell}T00:00:00Z`).toJSON()?.startsWith(cell);
      return isDay ? cell : this.doubt(column, `"${cell}" is not a day; write it like 2027-01-31`, cell);
    });
    return [...new Set(found.filter((value) => value !== undefined))];
  }

  /** Notes a fault that keeps the row out. */
  refuse(column: string, code: 'FIELD_MISSING' | 'FIELD_INVALID', message: string): void {
    this.#note('ERROR', column, code, message, this.text(column));
  }

  /** Notes a fault that leaves the row in without the cell. */
  doubt(column: string, message: string, raw: string): undefined {
    this.#note('WARNING', column, 'FIELD_INVALID', message, raw);
  }

  #note(severity: Issue['severity'], column: string, code: Issue['code'], message: string, raw?: string): void {
    this.#issues.push({ severity, code, place: { ...this.place, column }, message, ...(raw !== undefined && { raw }) });
  }

  #oneOf<T extends string>(column: string, cell: string, allowed: readonly T[]): T | undefined {
    const value = cell.toUpperCase().replace(/[\s-]+/gu, '_');
    const found = allowed.find((each) => each === value);
    return found ?? this.doubt(column, `"${cell}" is none of ${allowed.join(', ')}`, cell);
  }
}
