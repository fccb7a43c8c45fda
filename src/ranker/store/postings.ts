import type { Column, Columns } from './container.ts';

/** For each of a row of terms, the documents that hold it and how much it weighs in each: a sparse matrix by rows. */
export interface Postings {
  /** Where each term's documents start; one longer than there are terms. */
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  readonly weights: Float32Array;
}

/** Collects (term, document, weight) in any order of terms. */
export class PostingsBuilder {
  readonly #documents: number[][] = [];
  readonly #weights: number[][] = [];

  add(term: number, document: number, weight: number): void {
    let documents = this.#documents[term];
    let weights = this.#weights[term];
    if (!documents || !weights) {
      documents = this.#documents[term] = [];
      weights = this.#weights[term] = [];
    }
    documents.push(document);
    weights.push(weight);
  }

  /** In how many documents a term stands. */
  count(term: number): number {
    return this.#documents[term]?.length ?? 0;
  }

  /** @param terms  how many terms there are; @param weigh  replaces each weight, as by how rare its term is */
  finish(terms: number, weigh: (weight: number, term: number, document: number) => number): Postings {
    const starts = new Uint32Array(terms + 1);
    for (let term = 0; term < terms; term += 1) starts[term + 1] = (starts[term] ?? 0) + this.count(term);
    const documents = new Uint32Array(starts[terms] ?? 0);
    const weights = new Float32Array(documents.length);
    let at = 0;
    for (let term = 0; term < terms; term += 1) {
      for (const [index, document] of (this.#documents[term] ?? []).entries()) {
        documents[at] = document;
        weights[at] = weigh(this.#weights[term]?.[index] ?? 0, term, document);
        at += 1;
      }
    }
    return { starts, documents, weights };
  }
}

export function packPostings(name: string, { starts, documents, weights }: Postings): Record<string, Column> {
  return { [`${name}.starts`]: starts, [`${name}.documents`]: documents, [`${name}.weights`]: weights };
}

export function readPostings(columns: Columns, name: string): Postings {
  return {
    starts: columns.u32(`${name}.starts`),
    documents: columns.u32(`${name}.documents`),
    weights: columns.f32(`${name}.weights`),
  };
}
