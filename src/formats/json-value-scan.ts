/** What keeps a value from being read, though its end is known. */
export type Excess = 'TOO_DEEP' | 'TOO_LONG';

const [QUOTE, BACKSLASH, COMMA, BRACE, BRACE_END, BRACKET, BRACKET_END] = [0x22, 0x5c, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d];
/** Levels whose closing bracket is compared with the opening one; those below are counted. */
const COMPARED = 1_024;
/** Digits from which on a whole number may not fit one of JavaScript. */
const MANY_DIGITS = 16;

/**
 * Follows one JSON value to its end, chunk by chunk, by its brackets and strings alone; whether it is JSON is for the parser. A
 * line break within a string is passed over: writers that forget to escape it are many.
 */
export class ValueScan {
  readonly #closers = new Uint8Array(COMPARED);
  readonly #textAtMost: number;
  #depthAtMost = 0;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isScalar = false;
  #textBytes = 0;
  #digits = 0;
  excess: Excess | null = null;
  /** Whether a bracket closes what another kind opened: where the value ends is not known. */
  isTangled = false;
  hasManyDigits = false;

  /** @param textAtMost  bytes of a text */
  constructor(textAtMost: number) {
    this.#textAtMost = textAtMost;
  }

  /** @param depthAtMost  levels of nesting within the value */
  begin(depthAtMost: number): void {
    this.#depthAtMost = depthAtMost;
    this.#depth = 0;
    this.#isInString = false;
    this.#isEscaped = false;
    this.#isScalar = false;
    this.#digits = 0;
    this.excess = null;
    this.isTangled = false;
    this.hasManyDigits = false;
  }

  /** Whether the end of the file ends the value: a number or a word, alone in the file. */
  get endsWithFile(): boolean {
    return this.#isScalar && this.#depth === 0;
  }

  /** @returns the place behind the value, or -1 where it goes on in the next chunk */
  read(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length) {
      if (this.#isInString) {
        at = this.#passString(bytes, at);
        if (at < 0) return -1;
        if (this.#depth === 0) return at;
        continue;
      }
      const byte = bytes[at] ?? 0;
      if (byte >= 0x30 && byte <= 0x39) {
        this.#digits += 1;
        if (this.#digits === MANY_DIGITS) this.hasManyDigits = true;
      } else this.#digits = 0;
      if (byte === QUOTE) {
        if (this.#isScalar && this.#depth === 0) return at;
        this.#isInString = true;
        this.#textBytes = 0;
      } else if (byte === BRACE || byte === BRACKET) {
        if (this.#isScalar && this.#depth === 0) return at;
        this.#open(byte);
      } else if (byte === BRACE_END || byte === BRACKET_END) {
        if (this.#depth === 0) return at;
        this.#close(byte);
        if (this.isTangled || this.#depth === 0) return at + 1;
      } else if (this.#depth === 0) {
        if (byte === COMMA || byte <= 0x20) return at;
        this.#isScalar = true;
      }
      at += 1;
    }
    return -1;
  }

  /** @returns the place behind the closing quote, or -1 */
  #passString(bytes: Uint8Array, from: number): number {
    let at = from;
    if (this.#isEscaped) {
      this.#isEscaped = false;
      at += 1;
    }
    while (at < bytes.length) {
      const byte = bytes[at];
      if (byte === QUOTE) break;
      at += byte === BACKSLASH ? 2 : 1;
    }
    this.#textBytes += at - from;
    if (this.#textBytes > this.#textAtMost) this.excess ??= 'TOO_LONG';
    if (at >= bytes.length) {
      this.#isEscaped = at > bytes.length;
      return -1;
    }
    this.#isInString = false;
    return at + 1;
  }

  #open(byte: number): void {
    // Closing brackets lie two behind opening ones in ASCII.
    if (this.#depth < COMPARED) this.#closers[this.#depth] = byte + 2;
    this.#depth += 1;
    if (this.#depth > this.#depthAtMost) this.excess ??= 'TOO_DEEP';
  }

  #close(byte: number): void {
    this.#depth -= 1;
    this.isTangled = this.#depth < COMPARED && this.#closers[this.#depth] !== byte;
  }
}
