import { plain, type TableRow } from '../csv.ts';
import { type MappedField, type Mapping, UNITS } from './schema.ts';

/** A foreign row in columns of ours; what could not be understood is told as a doubt and reads as not stated. */
export function mapRow(row: TableRow, { fields }: Mapping): TableRow {
  const cells = new Map(Object.entries(row.cells).map(([name, cell]) => [plain(name).toLowerCase(), cell]));
  const doubts: { column: string; message: string; raw: string }[] = [];
  const mapped = Object.entries(fields).map(([name, field]: [string, MappedField]) => {
    const cell = field.column === undefined ? '' : (cells.get(plain(field.column).toLowerCase()) ?? '').trim();
    if (cell === '') return [name, field.constant ?? ''] as const;
    const parts = (field.split === undefined ? [cell] : cell.split(field.split)).map((part) => part.trim());
    const read = parts
      .filter((part) => part !== '')
      .flatMap((part) => {
        const value = readValue(name, field, part);
        if (typeof value === 'string') return [value];
        doubts.push({ column: field.column ?? name, message: value.doubt, raw: part });
        return [];
      });
    // Within a value of a list, our separator is no separator.
    const values = field.split === undefined ? read : read.map((value) => value.replaceAll(';', ','));
    return [name, values.join(';')] as const;
  });
  return { line: row.line, cells: Object.fromEntries(mapped), raw: row.cells, doubts };
}

function readValue(name: string, field: MappedField, stated: string): string | { readonly doubt: string } {
  const { values, dateFormat, unit } = field;
  let value = stated;
  if (values) {
    const known = Object.entries(values).find(([from]) => from.trim().toLowerCase() === stated.toLowerCase());
    if (!known) return { doubt: `"${stated}" is none of the values the mapping lists; add it to values` };
    value = known[1];
  }
  if (dateFormat !== undefined) {
    const day = dayIn(value, dateFormat);
    if (day === null) return { doubt: `"${value}" is no day written ${dateFormat}` };
    value = day;
  }
  const factor = unit === undefined ? undefined : UNITS[name]?.[unit];
  if (factor === undefined || factor === 1) return value;
  const number = Number(value.replace(',', '.'));
  if (Number.isNaN(number)) return { doubt: `"${value}" is not a number; write one in ${unit}` };
  const scaled = number * factor;
  return String(name === 'cost' || name === 'plar_fee' ? scaled.toFixed(2) : Math.round(scaled * 1e6) / 1e6);
}

function dayIn(text: string, format: string): string | null {
  const parts = format.split(/(YYYY|MM|DD)/u);
  const pattern = parts.map((part) =>
    part === 'YYYY'
      ? '(?<year>\\d{4})'
      : part === 'MM'
        ? '(?<month>\\d{1,2})'
        : part === 'DD'
          ? '(?<day>\\d{1,2})'
          : part.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&'),
  );
  const { year, month = '', day = '' } = new RegExp(`^${pattern.join('')}$`, 'u').exec(text)?.groups ?? {};
  return year === undefined ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
