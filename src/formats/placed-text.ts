/** A stretch of a text: UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A text made of another, which knows where its words stand in the text as given. */
export interface PlacedText {
  readonly text: string;
  /** Stretches of `text` that markup says are headings or emphasised, in order. */
  readonly emphasised: readonly Stretch[];
  /** The stretch of the text as given that a stretch of `text` was made of; what was added between words belongs to no place. */
  placeOf(stretch: Stretch): Stretch;
}

/** `length` characters at `at` were made of `start` to `end`: one by one where the lengths are equal, else all of all. */
interface Piece extends Stretch {
  readonly at: number;
  readonly length: number;
}

/** Writes a text piece by piece. */
export class PlacedWriter {
  #text = '';
  readonly #pieces: Piece[] = [];
  readonly #emphasised: Stretch[] = [];

  get length(): number {
    return this.#text.length;
  }

  /** Words that stand at `start` to `end` of the text as given. */
  add(words: string, start: number, end: number): void {
    const last = this.#pieces.at(-1);
    const isVerbatim = end - start === words.length;
    if (last && isVerbatim && last.end === start && last.at + last.length === this.#text.length && isOneByOne(last)) {
      this.#pieces[this.#pieces.length - 1] = { ...last, end, length: last.length + words.length };
    } else this.#pieces.push({ at: this.#text.length, length: words.length, start, end });
    this.#text += words;
  }

  /** Blanks, line breaks and dashes, which stand nowhere. */
  pad(padding: string): void {
    this.#text += padding;
  }

  emphasise(stretch: Stretch): void {
    this.#emphasised.push(stretch);
  }

  finish(): PlacedText {
    const pieces = this.#pieces;
    return { text: this.#text, emphasised: this.#emphasised, placeOf: (stretch) => placeIn(pieces, stretch) };
  }
}

/** A text as it is. */
export function placedAsGiven(text: string): PlacedText {
  return { text, emphasised: [], placeOf: (stretch) => stretch };
}

/** What was made of a text that was itself made of another. */
export function placedThrough(outer: PlacedText, inner: PlacedText): PlacedText {
  return { ...inner, placeOf: (stretch) => outer.placeOf(inner.placeOf(stretch)) };
}

function isOneByOne({ start, end, length }: Piece): boolean {
  return end - start === length;
}

function placeIn(pieces: readonly Piece[], { start, end }: Stretch): Stretch {
  const first = pieces[countBefore(pieces, ({ at, length }) => at + length <= start)];
  const last = pieces[countBefore(pieces, ({ at }) => at < end) - 1];
  if (!first || !last || last.at < first.at) {
    const at = first?.start ?? pieces.at(-1)?.end ?? 0;
    return { start: at, end: at };
  }
  return {
    start: isOneByOne(first) ? first.start + Math.max(0, start - first.at) : first.start,
    end: isOneByOne(last) ? last.start + Math.min(last.length, end - last.at) : last.end,
  };
}

/** How many pieces a condition holds of that holds of no piece behind one it does not hold of. */
function countBefore(pieces: readonly Piece[], holds: (piece: Piece) => boolean): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece && holds(piece)) low = middle + 1;
    else high = middle;
  }
  return low;
}
