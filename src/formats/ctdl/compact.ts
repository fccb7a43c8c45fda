/** Tables that hold millions of entries in typed arrays: objects and strings of the same would be several times as large. */

/** Two 32-bit halves of a hash of a text; 64 bits, so that two texts of one input are practically never taken for one. */
function hashOf(text: string): readonly [number, number] {
  let one = 0x811c9dc5;
  let two = 0x9e3779b9;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b);
    two ^= two >>> 13;
  }
  one ^= one >>> 16;
  one = Math.imul(one, 0xc2b2ae35);
  return [(one ^ (one >>> 15)) >>> 0, two >>> 0 || 1];
}

/** From text to a number of at least 0; the text itself is not kept. */
export class IdTable {
  #high = new Uint32Array(1_024);
  #low = new Uint32Array(1_024);
  #values = new Int32Array(1_024);
  #size = 0;

  get(text: string): number | undefined {
    const at = this.#slot(...hashOf(text));
    return this.#low[at] === 0 ? undefined : this.#values[at];
  }

  has(text: string): boolean {
    return this.get(text) !== undefined;
  }

  set(text: string, value: number): void {
    if (this.#size * 2 >= this.#low.length) this.#grow();
    const [high, low] = hashOf(text);
    const at = this.#slot(high, low);
    if (this.#low[at] === 0) this.#size += 1;
    this.#high[at] = high;
    this.#low[at] = low;
    this.#values[at] = value;
  }

  clear(): void {
    this.#high = new Uint32Array(1_024);
    this.#low = new Uint32Array(1_024);
    this.#values = new Int32Array(1_024);
    this.#size = 0;
  }

  #slot(high: number, low: number): number {
    const mask = this.#low.length - 1;
    let at = high & mask;
    while (this.#low[at] !== 0 && (this.#low[at] !== low || this.#high[at] !== high)) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [high, low, values] = [this.#high, this.#low, this.#values];
    this.#high = new Uint32Array(low.length * 2);
    this.#low = new Uint32Array(low.length * 2);
    this.#values = new Int32Array(low.length * 2);
    for (let old = 0; old < low.length; old++) {
      if (low[old] === 0) continue;
      const at = this.#slot(high[old] ?? 0, low[old] ?? 0);
      this.#high[at] = high[old] ?? 0;
      this.#low[at] = low[old] ?? 0;
      this.#values[at] = values[old] ?? 0;
    }
  }
}

/** A list of whole numbers that grows. */
class Numbers {
  #cells = new Int32Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#cells.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#cells[index] ?? 0;
  }
}

const CHUNK = 1 << 20;

/** Texts by number, each once, held as bytes. */
export class Pool {
  readonly #numbers = new IdTable();
  readonly #chunks: Buffer[] = [];
  readonly #places = new Numbers();
  #end = CHUNK;

  intern(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const bytes = Buffer.from(text);
    if (this.#end + bytes.length > CHUNK) {
      this.#chunks.push(Buffer.alloc(Math.max(CHUNK, bytes.length)));
      this.#end = 0;
    }
    bytes.copy(this.#chunks.at(-1) ?? bytes, this.#end);
    const number = this.#places.length / 3;
    this.#places.push(this.#chunks.length - 1);
    this.#places.push(this.#end);
    this.#places.push(bytes.length);
    this.#end += bytes.length;
    this.#numbers.set(text, number);
    return number;
  }

  at(number: number): string {
    const [chunk, from, length] = [0, 1, 2].map((part) => this.#places.at(number * 3 + part));
    return (this.#chunks[chunk ?? 0] ?? Buffer.alloc(0)).toString('utf8', from, (from ?? 0) + (length ?? 0));
  }
}

/** Lists of number tuples by text, in the order they were added. */
export class Chains {
  readonly #heads = new IdTable();
  readonly #entries = new Numbers();

  constructor(readonly width: number) {}

  add(key: string, entry: readonly number[]): void {
    const before = this.#heads.get(key);
    const at = this.#entries.length;
    // 0 ends a chain, so that places count from 1.
    this.#entries.push(before === undefined ? 0 : before + 1);
    for (let part = 0; part < this.width; part++) this.#entries.push(entry[part] ?? 0);
    this.#heads.set(key, at);
  }

  of(key: string): number[][] {
    const found: number[][] = [];
    for (let at = this.#heads.get(key) ?? -1; at >= 0; at = this.#entries.at(at) - 1) {
      found.push(Array.from({ length: this.width }, (_, part) => this.#entries.at(at + 1 + part)));
    }
    return found.reverse();
  }
}
