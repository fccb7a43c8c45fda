import type { Importance } from '../jobs/requirement.ts';
import { foldedWords } from './headings.ts';
import type { DraftGroup, DraftLeaf } from './read-statement.ts';

/** The stronger first. */
const STRENGTH: readonly Importance[] = ['REQUIRED', 'PREFERRED', 'UNSPECIFIED'];

/** The stronger of two: what is required in one place is not made less by being welcome in another. */
export function strongerOf(one: Importance, other: Importance): Importance {
  return STRENGTH.indexOf(one) <= STRENGTH.indexOf(other) ? one : other;
}

/**
 * Names a thing that the text names in several places once: at its first place, with the strongest importance, and with years and level
 * from wherever they are said. Alternatives are left as they are.
 */
export function mergeRepeated(parts: readonly (DraftLeaf | DraftGroup)[]): (DraftLeaf | DraftGroup)[] {
  const merged: (DraftLeaf | DraftGroup)[] = [];
  const placeOf = new Map<string, number>();
  for (const part of parts) {
    const key = 'children' in part ? null : `${part.kind} ${keyOf(part.statement)}`;
    const at = key === null ? undefined : placeOf.get(key);
    const first = at === undefined ? undefined : merged[at];
    if (at === undefined || !first || 'children' in first || 'children' in part) {
      if (key !== null) placeOf.set(key, merged.length);
      merged.push(part);
      continue;
    }
    merged[at] = {
      ...first,
      importance: strongerOf(first.importance, part.importance),
      years: first.years ?? part.years,
      level: first.level ?? part.level,
      orEquivalent: first.orEquivalent || part.orEquivalent,
    };
  }
  return merged;
}

/** C, C++ and C# differ by their marks. */
function keyOf(statement: string): string {
  return `${foldedWords(statement)} ${/[+#]+$/u.exec(statement)?.[0] ?? ''}`;
}
