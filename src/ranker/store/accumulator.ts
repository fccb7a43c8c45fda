/** Adds up scores of documents, cheaply emptied: what was touched is remembered. */
export class Accumulator {
  readonly scores: Float32Array;
  readonly #touched: Uint32Array;
  #count = 0;

  constructor(size: number) {
    this.scores = new Float32Array(size);
    this.#touched = new Uint32Array(size);
  }

  add(document: number, score: number): void {
    if (score <= 0) return;
    const before = this.scores[document] ?? 0;
    if (before === 0) this.#touched[this.#count++] = document;
    this.scores[document] = before + score;
  }

  keepHighest(document: number, score: number): void {
    if (score <= 0) return;
    const before = this.scores[document] ?? 0;
    if (before === 0) this.#touched[this.#count++] = document;
    if (score > before) this.scores[document] = score;
  }

  /** Those with a score, in no order. */
  get touched(): Uint32Array {
    return this.#touched.subarray(0, this.#count);
  }

  /** The highest score; 0 where there is none. */
  get top(): number {
    let top = 0;
    for (const document of this.touched) top = Math.max(top, this.scores[document] ?? 0);
    return top;
  }

  clear(): void {
    for (const document of this.touched) this.scores[document] = 0;
    this.#count = 0;
  }
}

/** A document and what it scored. */
export interface Scored {
  readonly document: number;
  readonly score: number;
}

/** The highest scores, best first; equal scores in order of document, so that answers repeat. */
export function pickBest({ touched, scores }: Accumulator, most: number): Scored[] {
  const best: Scored[] = [];
  let least = 0;
  for (const document of touched) {
    const score = scores[document] ?? 0;
    if (score <= 0 || (best.length >= most * 2 && score < least)) continue;
    best.push({ document, score });
    // Sorted off now and then rather than kept as a heap: the lists are short.
    if (best.length >= most * 4) {
      best.sort(byScore).length = most * 2;
      least = best.at(-1)?.score ?? 0;
    }
  }
  return best.sort(byScore).slice(0, most);
}

function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || a.document - b.document;
}
