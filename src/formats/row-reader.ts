import { listIn, type TableRow } from './csv.ts';
import type { Issue, Place } from './format.ts';
import { keyFault } from './key-fault.ts';

/** What a PostgreSQL integer holds. */
const CENTS_AT_MOST = 2_147_483_647;

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
    for (const { column, message, raw } of row.doubts ?? []) this.doubt(column, message, raw);
  }

  /** What was noted so far, errors first. */
  get issues(): readonly Issue[] {
    return [...this.#issues].sort((one, other) => one.severity.localeCompare(other.severity));
  }

  get isRefused(): boolean {
    return this.#issues.some(({ severity }) => severity === 'ERROR');
  }

  /** All that is stated in the row, also in columns we do not know, in one order whatever the file's. */
  get cells(): Readonly<Record<string, string>> {
    return inOrder(this.#row.cells);
  }

  /** The source's own record: the cells; of a foreign table its own beside what they were mapped to, so that both are compared. */
  get raw(): Readonly<Record<string, unknown>> {
    return this.#row.raw ? { row: inOrder(this.#row.raw), mapped: this.cells } : this.cells;
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

  /** Parts of a list that are looked up: one too long for that is noted and left out. */
  keys(column: string, faultOf: (part: string) => string | null = keyFault): string[] {
    return this.list(column).filter((part) => {
      const fault = faultOf(part);
      if (fault !== null) this.doubt(column, fault, part);
      return fault === null;
    });
  }

  /** Refuses the row when what is looked up, made of a column's cell, is too long for that. */
  refuseLong(column: string, key: string, faultOf: (key: string) => string | null = keyFault): void {
    const fault = faultOf(key);
    if (fault !== null) this.refuse(column, 'FIELD_INVALID', fault);
  }

  /** A number, kept to six decimals; a comma as decimal sign is understood, a unit is not. */
  number(column: string, range: { min: number; max: number }): number | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    const value = Number(/^\d+,\d+$/u.test(cell) ? cell.replace(',', '.') : cell);
    const wayOut = /^[\d.]+/u.exec(cell)?.[0];
    if (Number.isNaN(value)) {
      return this.doubt(column, `"${cell}" is not a number${wayOut ? `; write ${wayOut}` : ''}`, cell);
    }
    if (value < range.min || value > range.max) {
      return this.doubt(column, `${cell} is out of range; write a number from ${range.min} to ${range.max}`, cell);
    }
    return Math.round(value * 1e6) / 1e6;
  }

  /** A whole number. */
  whole(column: string, range: { min: number; max: number }): number | undefined {
    const value = this.number(column, range);
    if (value === undefined || Number.isInteger(value)) return value;
    return this.doubt(column, `${value} is not a whole number; write ${Math.round(value)}`, this.text(column) ?? '');
  }

  /** An amount of money in cents; `325`, `325.00`, `1,325.00` and `1 325,00 $` are understood. */
  cents(column: string): number | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    const plain = cell
      .replace(/[$\s]/gu, '')
      .replace(/,(?=\d{3}\b)/gu, '')
      .replace(/,(?=\d{1,2}$)/u, '.');
    if (!/^\d+(\.\d{1,2})?$/u.test(plain)) {
      return this.doubt(column, `"${cell}" is not an amount; write it like 325.00`, cell);
    }
    const cents = Math.round(Number(plain) * 100);
    if (cents <= CENTS_AT_MOST) return cents;
    return this.doubt(column, `${cell} is out of range; write an amount up to ${CENTS_AT_MOST / 100}`, cell);
  }

  choice<const T extends string>(column: string, allowed: readonly T[]): T | undefined {
    const cell = this.text(column);
    return cell === undefined ? undefined : this.#oneOf(column, cell, allowed);
  }

  choices<const T extends string>(column: string, allowed: readonly T[]): T[] {
    const found = this.list(column).map((cell) => this.#oneOf(column, cell, allowed));
    return [...new Set(found.filter((value) => value !== undefined))];
  }

  /** Days written `YYYY-MM-DD`, years 1 to 9999. */
  dates(column: string): string[] {
    const found = this.list(column).map((cell) => {
      const isDay =
        /^(?!0000)\d{4}-\d{2}-\d{2}$/u.test(cell) && new Date(`${cell}T00:00:00Z`).toJSON()?.startsWith(cell);
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

function inOrder(cells: Readonly<Record<string, string>>): Record<string, string> {
  const stated = Object.entries(cells).filter(([, cell]) => cell !== '');
  return Object.fromEntries(stated.sort(([one], [other]) => (one < other ? -1 : 1)));
}
