import type { Chunk } from './chunk.ts';
import type { Spans } from './spans.ts';

/** Learners a block holds at most: what one query notes of them fits a processor's cache, and a slot two bytes. */
export const LEARNERS_A_BLOCK = 16_384;

/** Numbers as narrow as they allow. */
export type Codes = Uint16Array | Uint32Array;

/** Postings of one thing that a consent lists, each with the time it may be seen in. */
export interface Listed {
  readonly slots: number[];
  readonly marks: number[];
  readonly spans: number[];
  readonly from: number[];
  readonly until: number[];
}

/** Consents of all badges to one audience. */
export interface Grants {
  readonly slots: Uint16Array;
  readonly from: Float64Array;
  readonly until: Float64Array;
}

/**
 * The postings of some learners in CSR form: those of thing t are at `starts[t]` up to `starts[t + 1]`. Written once; a learner who
 * changed is marked as gone and comes anew in another block.
 */
export interface Block {
  /** By slot; ascending. */
  readonly learnerIds: Float64Array;
  readonly starts: Uint32Array;
  readonly slots: Uint16Array;
  readonly marks: Codes;
  readonly spans: Codes;
  /** By audience. */
  readonly grants: ReadonlyMap<number, Grants>;
  /** By audience, then by place of the thing. */
  readonly listed: ReadonlyMap<number, ReadonlyMap<number, Listed>>;
  /** 1 for whoever is in a newer block, or nowhere. */
  readonly gone: Uint8Array;
  /** How many are gone. */
  goneCount: number;
  readonly sights: Map<string, Sight>;
}

/** Whose badges of a block, by slot, one reader sees by consents of all badges; and until when that stands. */
export interface Sight {
  readonly isSeen: Uint8Array;
  readonly from: number;
  readonly until: number;
}

/**
 * Sorts the postings of a chunk into a block.
 *
 * @param placeOf  the place of a thing in the lists of its partition
 */
export function makeBlock(chunk: Chunk, spans: Spans, placeOf: (thing: number) => number): Block {
  const size = chunk.learner.length;
  const places = new Uint32Array(size);
  const codes = new Uint32Array(size);
  let [things, widest, widestSpan] = [0, 0, 0];
  for (let at = 0; at < size; at++) {
    const place = placeOf(chunk.thing[at] as number);
    const code = spans.codeOf(chunk.from[at] as number, chunk.ends[at] as number);
    places[at] = place;
    codes[at] = code;
    if (place >= things) things = place + 1;
    if (code > widestSpan) widestSpan = code;
    if ((chunk.mark[at] as number) > widest) widest = chunk.mark[at] as number;
  }
  const starts = new Uint32Array(things + 1);
  for (let at = 0; at < size; at++) add(starts, (places[at] as number) + 1, 1);
  for (let place = 0; place < things; place++) add(starts, place + 1, starts[place] as number);
  const next = starts.slice();
  const slots = new Uint16Array(size);
  const marks = codesFor(widest, size);
  const spanCodes = codesFor(widestSpan, size);
  for (let at = 0; at < size; at++) {
    const to = next[places[at] as number] as number;
    add(next, places[at] as number, 1);
    slots[to] = chunk.learner[at] as number;
    marks[to] = chunk.mark[at] as number;
    spanCodes[to] = codes[at] as number;
  }
  return {
    ...{ learnerIds: chunk.learnerIds, starts, slots, marks, spans: spanCodes },
    ...{ grants: grantsOf(chunk), listed: listedOf(chunk, places, codes) },
    ...{ gone: new Uint8Array(chunk.learnerIds.length), goneCount: 0, sights: new Map() },
  };
}

function add(column: Uint32Array, at: number, what: number): void {
  column[at] = (column[at] as number) + what;
}

function codesFor(widest: number, size: number): Codes {
  return widest > 0xffff ? new Uint32Array(size) : new Uint16Array(size);
}

function grantsOf({ grants }: Chunk): Map<number, Grants> {
  const places = new Map<number, number[]>();
  for (let at = 0; at < grants.audience.length; at++) {
    const audience = grants.audience[at] as number;
    const known = places.get(audience);
    if (known) known.push(at);
    else places.set(audience, [at]);
  }
  return new Map(
    [...places].map(([audience, at]) => [
      audience,
      {
        slots: Uint16Array.from(at, (each) => grants.learner[each] as number),
        from: Float64Array.from(at, (each) => grants.from[each] as number),
        until: Float64Array.from(at, (each) => grants.until[each] as number),
      },
    ]),
  );
}

function listedOf({ listed, learner, mark }: Chunk, places: Uint32Array, codes: Uint32Array) {
  const found = new Map<number, Map<number, Listed>>();
  for (let at = 0; at < listed.posting.length; at++) {
    const posting = listed.posting[at] as number;
    const audience = listed.audience[at] as number;
    const ofAudience = found.get(audience) ?? new Map<number, Listed>();
    found.set(audience, ofAudience);
    const place = places[posting] as number;
    const list = ofAudience.get(place) ?? { slots: [], marks: [], spans: [], from: [], until: [] };
    ofAudience.set(place, list);
    list.slots.push(learner[posting] as number);
    list.marks.push(mark[posting] as number);
    list.spans.push(codes[posting] as number);
    list.from.push(listed.from[at] as number);
    list.until.push(listed.until[at] as number);
  }
  return found;
}

/** The slot of a learner; -1 where the block does not have them. */
export function slotOf({ learnerIds }: Block, learnerId: number): number {
  let [low, high] = [0, learnerIds.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = learnerIds[middle] as number;
    if (found === learnerId) return middle;
    if (found < learnerId) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Bytes of a block's columns. */
export function bytesOf({ learnerIds, starts, slots, marks, spans, grants, gone }: Block): number {
  let sum = 0;
  for (const column of [learnerIds, starts, slots, marks, spans, gone]) sum += column.byteLength;
  for (const each of grants.values()) sum += each.slots.byteLength + each.from.byteLength + each.until.byteLength;
  return sum;
}
