import { fuseRankings } from '../../src/ranker/fuse.ts';
import type { Concept, Ranker } from '../../src/ranker/index.ts';
import { learnedWeights } from '../../src/ranker/learned/learned.ts';
import type { Encode } from '../../src/ranker/meaning/encoder.ts';
import type { OpenedIndex } from '../../src/ranker/opened-index.ts';
import { readMeaning } from '../../src/ranker/read-meaning.ts';
import { findExactly } from '../../src/ranker/retrieval/exact.ts';
import { type Accumulator, pickBest, type Scored } from '../../src/ranker/store/accumulator.ts';
import { readQuery } from '../../src/ranker/text/read-query.ts';
import { type TextView, viewText } from '../../src/ranker/view-text.ts';

/** What ranks labels for a text: ours, or a plain method to measure it against. */
export interface System {
  readonly name: string;
  /** The places of the concepts it finds, best first. */
  rank(text: string): Promise<readonly number[]>;
}

const DEPTH = 100;

/** The plain methods: each label is found if it stands as such, by BM25, by characters, by the encoder, by all in fusion. */
export function baselines(index: OpenedIndex, encoder: EncodedLabels): System[] {
  let last: { text: string; view: TextView; stems: Scored[]; chars: Scored[] } | undefined;
  const seen = async (text: string) => {
    if (last?.text === text) return last;
    const query = readQuery(text);
    const view = viewText(query, readMeaning(query, learnedWeights(), []), index);
    const best = (of: Accumulator) => pickBest(of, DEPTH);
    const { stemsWhole, charsWhole } = index.scratch.evidence;
    last = { text, view, stems: best(stemsWhole), chars: best(charsWhole) };
    return last;
  };
  const system = (name: string, rank: (text: string) => Promise<readonly Scored[]>): System => ({
    name,
    rank: async (text) => (await rank(text)).map(({ document }) => document),
  });
  return [
    {
      name: 'exact label',
      rank: async (text) => {
        const { view } = await seen(text);
        const inside = [...view.named].sort((a, b) => b[1].mass - a[1].mass).map(([concept]) => concept);
        return [...new Set([...findExactly(index.exact, text).map(({ concept }) => concept), ...inside])];
      },
    },
    system('BM25 on stems', async (text) => (await seen(text)).stems),
    system('char 3-5-gram TF-IDF', async (text) => (await seen(text)).chars),
    system('sentence encoder', (text) => encoder.nearest(text, DEPTH)),
    system('fusion of these three', async (text) => {
      const { stems, chars } = await seen(text);
      return fuseRankings([stems, chars, await encoder.nearest(text, DEPTH)]);
    }),
  ];
}

export function ours(ranker: Ranker): System {
  return { name: 'ours', rank: async (text) => (await ranker.rank(text, DEPTH)).map(({ conceptId }) => conceptId) };
}

/** Preferred labels as the sentence encoder gives them, whole: the encoder alone, as a baseline. */
export class EncodedLabels {
  readonly #vectors: readonly Float32Array[];
  readonly #encode: Encode;

  private constructor(vectors: readonly Float32Array[], encode: Encode) {
    this.#vectors = vectors;
    this.#encode = encode;
  }

  static async of(concepts: readonly Concept[], encode: Encode): Promise<EncodedLabels> {
    return new EncodedLabels(await encode(concepts.map(({ labels }) => labels[0]?.text ?? '')), encode);
  }

  async nearest(text: string, most: number): Promise<Scored[]> {
    const [vector] = await this.#encode([text]);
    return this.#vectors
      .map((other, document) => ({ document, score: vector ? dot(vector, other) : 0 }))
      .sort((a, b) => b.score - a.score || a.document - b.document)
      .slice(0, most);
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

/** Encodes each text once: what an index was built with is not encoded again for a baseline. */
export function remember(encode: Encode): Encode {
  const known = new Map<string, Float32Array>();
  return async (texts) => {
    const unknown = [...new Set(texts.filter((text) => !known.has(text)))];
    for (const [at, vector] of (await encode(unknown)).entries()) known.set(unknown[at] ?? '', vector);
    return texts.flatMap((text) => known.get(text) ?? []);
  };
}
