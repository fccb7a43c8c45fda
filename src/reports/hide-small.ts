/** A group smaller than this is told by nobody: its members could be known. Source: trust §"Small groups hidden". */
export const SMALLEST_GROUP = 10;
/** What is told is rounded to it, so that two answers a day apart do not tell one person. */
const ROUNDED_TO = 5;

/** Groups of people that do not overlap, by name, with how many they are. */
export type Cells<K> = ReadonlyMap<K, number>;

/** What of the groups may be told, rounded, and of all together; a group that is left out, and a null total, may not. */
export interface Told<K> {
  readonly cells: Cells<K>;
  readonly total: number | null;
}

/**
 * Leaves out groups smaller than `SMALLEST_GROUP`, and as many others, the smallest first, as it takes for those left out to be
 * two at least and that many people together: else the total would tell them.
 *
 * @param never  groups that are told by nobody, such as those whose place is not known
 */
export function hideSmall<K>(cells: Cells<K>, never: ReadonlySet<K> = new Set()): Told<K> {
  const all = [...cells.values()].reduce((sum, count) => sum + count, 0);
  const bySize = [...cells].sort((one, other) => one[1] - other[1]);
  const isSmall = (count: number) => count < SMALLEST_GROUP;
  const hidden = new Set(bySize.filter(([name, count]) => never.has(name) || isSmall(count)).map(([name]) => name));
  const hiddenPeople = () => [...hidden].reduce((sum, name) => sum + (cells.get(name) ?? 0), 0);
  for (const [name] of bySize) {
    const people = hiddenPeople();
    // A hidden group of nobody hides nothing: what remains adds up to the total either way.
    if (hidden.size === 0 || people === 0 || (people >= SMALLEST_GROUP && hidden.size > 1)) break;
    hidden.add(name);
  }
  return {
    cells: new Map([...cells].filter(([name]) => !hidden.has(name)).map(([name, count]) => [name, rounded(count)])),
    total: isSmall(all) ? null : rounded(all),
  };
}

function rounded(count: number): number {
  return Math.round(count / ROUNDED_TO) * ROUNDED_TO;
}
