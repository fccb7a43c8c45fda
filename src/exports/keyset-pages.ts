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
export async function* keysetPages(
  find: (after: number) => Promise<readonly Paged[]>,
  size: number,
): AsyncGenerator<ExportRecord> {
  let after = 0;
  for (;;) {
    const rows = await find(after);
    for (const { record, isOwn, linked } of rows) yield { record, isOwn, ...(linked && { linked }) };
    const last = rows.at(-1);
    if (!last || rows.length < size) return;
    after = Number(last.id);
  }
}
