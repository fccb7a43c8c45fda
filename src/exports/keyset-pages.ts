import type { ExportRecord } from '../formats/export.ts';

interface Paged {
  readonly id: string;
  readonly isOwn: boolean;
  readonly record: ExportRecord['record'];
  readonly linked?: ExportRecord['linked'];
}

/**
 * Every row of a statement that answers a page of those after an id, by id.
 *
 * @param size  of a full page; a shorter one is the last
 */
export async function* pages<Row extends { readonly id: string }>(
  find: (after: string) => Promise<readonly Row[]>,
  size: number,
): AsyncGenerator<Row> {
  for (let after = '0'; ; ) {
    const rows = await find(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < size) return;
    after = last.id;
  }
}

/** `pages` of a statement whose rows are records. */
export async function* recordPages(
  find: (after: string) => Promise<readonly Paged[]>,
  size: number,
): AsyncGenerator<ExportRecord> {
  for await (const { record, isOwn, linked } of pages(find, size)) yield { record, isOwn, ...(linked && { linked }) };
}
