import type { Column, Columns } from './container.ts';

/** A list of numbers for each of a row of things, one after another: the words of each label, the parents of each concept. */
export interface Lists {
  /** Where each list starts; one longer than there are lists. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
}

export function makeLists(lists: readonly (readonly number[])[]): Lists {
  const starts = new Uint32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) starts[index + 1] = (starts[index] ?? 0) + list.length;
  return { starts, members: Uint32Array.from(lists.flat()) };
}

export function listOf({ starts, members }: Lists, index: number): Uint32Array {
  return members.subarray(starts[index], starts[index + 1]);
}

export function packLists(name: string, { starts, members }: Lists): Record<string, Column> {
  return { [`${name}.starts`]: starts, [`${name}.members`]: members };
}

export function readLists(columns: Columns, name: string): Lists {
  return { starts: columns.u32(`${name}.starts`), members: columns.u32(`${name}.members`) };
}
