import type { Concept } from './ranker.ts';
import { type Column } from './store/container.ts';
import { makeLists, packLists } from './store/lists.ts';
import { labelKey } from './text/words.ts';

/** A label as it is indexed. */
export interface ReadLabel {
  /** Its folded words, one blank between them. */
  readonly key: string;
  readonly text: string;
  readonly concept: number;
  readonly language: string;
  readonly isPreferred: boolean;
}

/** The concepts of an index in the order they came: their places in this order are what the index counts by. */
export interface ReadConcepts {
  readonly size: number;
  readonly labels: readonly ReadLabel[];
  /** One a concept, all languages together; blank where there is none. */
  readonly descriptions: readonly { readonly text: string; readonly language: string }[][];
  readonly columns: Readonly<Record<string, Column | string>>;
}

// A description is cut here: what a skill is about is said first.
const LONGEST_DESCRIPTION = 1000;
const LONGEST_LABEL = 300;

/** Reads all concepts into what the parts of an index are made from. */
export async function readConcepts(
  concepts: AsyncIterable<Concept> | Iterable<Concept>,
  onRead: (done: number) => void,
): Promise<ReadConcepts> {
  const ids: number[] = [];
  const uris: string[] = [];
  const codes: string[] = [];
  const broader: (readonly number[])[] = [];
  const labels: ReadLabel[] = [];
  const descriptions: { text: string; language: string }[][] = [];
  for await (const concept of concepts) {
    const place = ids.push(concept.id) - 1;
    uris.push(oneLine(concept.uri));
    codes.push(oneLine(concept.code ?? ''));
    broader.push(concept.broader);
    labels.push(...readLabels(concept, place));
    descriptions.push(
      concept.descriptions.map(({ text, language }) => ({ text: text.slice(0, LONGEST_DESCRIPTION), language })),
    );
    if (place % 500 === 0) onRead(place);
  }
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const parents = broader.map((list) => list.flatMap((id) => placeOf.get(id) ?? []));
  return {
    size: ids.length,
    labels,
    descriptions,
    columns: {
      ids: Float64Array.from(ids),
      uris: uris.join('\n'),
      codes: codes.join('\n'),
      'label.keys': labels.map(({ key }) => key).join('\n'),
      'label.concepts': Uint32Array.from(labels, ({ concept }) => concept),
      'label.preferred': Uint8Array.from(labels, ({ isPreferred }) => Number(isPreferred)),
      ...packLists('broader', makeLists(parents)),
    },
  };
}

/** The labels of one concept, each writing once; a preferred one first. */
function readLabels(concept: Concept, place: number): ReadLabel[] {
  const byKey = new Map<string, ReadLabel>();
  for (const { text, language, isPreferred } of [...concept.labels].sort(preferredFirst)) {
    const cut = text.slice(0, LONGEST_LABEL);
    const key = labelKey(cut);
    if (key && !byKey.has(key)) byKey.set(key, { key, text: cut, concept: place, language, isPreferred });
  }
  return [...byKey.values()];
}

function preferredFirst(a: { isPreferred: boolean }, b: { isPreferred: boolean }): number {
  return Number(b.isPreferred) - Number(a.isPreferred);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
