/**
 * The distinct stretches of time in which evidence holds, each with a number: badges of one day share one, so that a posting needs
 * two bytes for both its ends. Milliseconds since 1970, to the millisecond: a moment at the very edge is judged as in SQL.
 */
export interface Spans {
  /** Number of the stretch from a moment (-Infinity: always) up to another, exclusive (Infinity: without end). */
  codeOf(from: number, ends: number): number;
  readonly size: number;
  /** Of each stretch: 0 not begun, 1 lapsed, 2 valid. */
  statesAt(asOf: number): Uint8Array;
  /** The stretch of a number. */
  at(code: number): readonly [from: number, ends: number];
  readonly bytes: number;
}

export const NOT_BEGUN = 0;
export const LAPSED = 1;
export const VALID = 2;

export function createSpans(): Spans {
  let [from, ends] = [new Float64Array(1_024), new Float64Array(1_024)];
  let table = new Int32Array(4_096).fill(-1);
  let size = 0;
  // Evidence comes badge by badge, and a badge's all holds for the same time.
  let last = -1;

  const placeOf = (begin: number, end: number): number => {
    const mask = table.length - 1;
    let at = hashOf(begin, end) & mask;
    for (;;) {
      const code = table[at] as number;
      if (code < 0 || (from[code] === begin && ends[code] === end)) return at;
      at = (at + 1) & mask;
    }
  };
  const grow = () => {
    from = widened(from);
    ends = widened(ends);
    table = new Int32Array(table.length * 2).fill(-1);
    for (let code = 0; code < size; code++) table[placeOf(from[code] as number, ends[code] as number)] = code;
  };

  return {
    codeOf(begin, end) {
      if (last >= 0 && from[last] === begin && ends[last] === end) return last;
      const at = placeOf(begin, end);
      const known = table[at] as number;
      if (known >= 0) {
        last = known;
        return known;
      }
      last = size++;
      table[at] = last;
      from[last] = begin;
      ends[last] = end;
      const made = last;
      if (size === from.length) grow();
      return made;
    },
    get size() {
      return size;
    },
    statesAt(asOf) {
      const states = new Uint8Array(size);
      for (let code = 0; code < size; code++) {
        if ((from[code] as number) <= asOf) states[code] = (ends[code] as number) > asOf ? VALID : LAPSED;
      }
      return states;
    },
    at: (code) => [from[code] as number, ends[code] as number],
    get bytes() {
      return from.byteLength + ends.byteLength + table.byteLength;
    },
  };
}

function hashOf(begin: number, end: number): number {
  // Infinite ends hash as 0; the rest by seconds and what is below them.
  const one = Number.isFinite(begin) ? begin : 0;
  const other = Number.isFinite(end) ? end : 0;
  const mixed = Math.imul((one / 1_000) | 0, 0x9e3779b1) ^ Math.imul((other / 1_000) | 0, 0x85ebca6b) ^ (one % 1_000);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function widened(old: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const wide = new Float64Array(old.length * 2);
  wide.set(old);
  return wide;
}
