import type { FoundBy } from '../ranker.ts';
import type { Columns } from '../store/container.ts';
import { labelKey } from '../text/words.ts';

/** A concept that a text names outright, and by what. */
export interface ExactHit {
  readonly concept: number;
  readonly foundBy: Extract<FoundBy, 'URI' | 'CODE' | 'LABEL' | 'ALIAS'>;
}

/** What names a concept outright: its URI, its code, its labels as folded words. */
export interface ExactIndex {
  readonly byUri: ReadonlyMap<string, readonly number[]>;
  readonly byCode: ReadonlyMap<string, readonly number[]>;
  /** Labels, not concepts: whether one is preferred matters. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  readonly conceptOf: Uint32Array;
  readonly isPreferred: Uint8Array;
}

export function readExactIndex(columns: Columns): ExactIndex {
  return {
    byUri: placesOf(columns.lines('uris')),
    byCode: placesOf(columns.lines('codes').map((code) => code.toLowerCase())),
    byKey: placesOf(columns.lines('label.keys')),
    conceptOf: columns.u32('label.concepts'),
    isPreferred: columns.u8('label.preferred'),
  };
}

/** The concepts that the whole text names: surest first, each once. */
export function findExactly(index: ExactIndex, text: string): ExactHit[] {
  const trimmed = text.trim();
  const labels = index.byKey.get(labelKey(trimmed)) ?? [];
  const preferred = labels.filter((label) => index.isPreferred[label] === 1);
  const aliases = labels.filter((label) => index.isPreferred[label] === 0);
  const hits: ExactHit[] = [
    ...(index.byUri.get(trimmed) ?? []).map((concept) => ({ concept, foundBy: 'URI' as const })),
    ...(index.byCode.get(trimmed.toLowerCase()) ?? []).map((concept) => ({ concept, foundBy: 'CODE' as const })),
    ...preferred.map((label) => ({ concept: index.conceptOf[label] ?? 0, foundBy: 'LABEL' as const })),
    ...aliases.map((label) => ({ concept: index.conceptOf[label] ?? 0, foundBy: 'ALIAS' as const })),
  ];
  const seen = new Set<number>();
  return hits.filter(({ concept }) => !seen.has(concept) && seen.add(concept));
}

function placesOf(texts: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, text] of texts.entries()) {
    if (!text) continue;
    const known = places.get(text);
    if (known) known.push(place);
    else places.set(text, [place]);
  }
  return places;
}
