import { readTable } from '../csv.ts';
import type { InputFile, Report } from '../format.ts';
import type { HubRecord } from '../record.ts';
import { RowReader } from '../row-reader.ts';
import { elementKind, elementNeed, occupationCode, textOf } from './map.ts';
import { shapeOf } from './schema.ts';

/** Scales a need is made of: importance, level, and the ranges O*NET states for them. */
const SCALES: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  IM: { min: 1, max: 5 },
  LV: { min: 0, max: 7 },
};

/** The good rows of a table that rates elements which are competencies. */
export async function* ratingsOf(file: InputFile, report: Report): AsyncGenerator<RowReader> {
  for await (const cells of readTable(file, shapeOf('ratings'), report)) {
    const row = new RowReader(cells, file.name);
    if (!elementKind(row.text('Element ID') ?? '')) continue;
    occupationCode(row);
    row.required('Element Name');
    const scale = row.required('Scale ID');
    const range = SCALES[scale];
    if (!range) row.refuse('Scale ID', 'FIELD_INVALID', `"${scale}" is neither IM nor LV`);
    else if (textOf(row, 'Data Value') !== undefined) row.number('Data Value', range);
    const [issue] = row.issues;
    if (!issue) yield row;
    // A value outside its scale states nothing, so its row is left out.
    else report({ ...issue, severity: 'ERROR' });
  }
}

/**
 * Joins the rows of each occupation and element. They stand together in O*NET's files; those of an occupation that comes again
 * further down are issues.
 */
export async function* ratedNeeds(rows: AsyncIterable<RowReader>, report: Report): AsyncGenerator<HubRecord> {
  const done = new Set<string>();
  let occupation = '';
  let held = new Map<string, RowReader[]>();
  const flush = function* (): Generator<HubRecord> {
    for (const [element, rated] of held) {
      const need = elementNeed(rated);
      if (need) yield need;
      done.add(`${occupation} ${element}`);
    }
    held = new Map();
  };
  for await (const row of rows) {
    const code = row.required('O*NET-SOC Code');
    if (code !== occupation) yield* flush();
    occupation = code;
    const element = row.required('Element ID');
    const before = held.get(element) ?? [];
    const isRepeated = before.some((each) => each.text('Scale ID') === row.text('Scale ID'));
    if (isRepeated || done.has(`${code} ${element}`)) {
      const message = `${code} and ${element} are rated above; the first rating counts, and rows of one pair stand together`;
      report({ severity: 'ERROR', code: 'DUPLICATE_KEY', place: { ...row.place, column: 'Element ID' }, message });
    } else held.set(element, [...before, row]);
  }
  yield* flush();
}
