import { asUtf8 } from './as-utf8.ts';
import type { InputFile } from './format.ts';

/** How documents lie in a JSON file. */
export type JsonShape =
  /** One document. */
  | { readonly kind: 'ONE' }
  /** A list of them. */
  | { readonly kind: 'LIST' }
  /** An object one of whose members is a list of them, such as `data`. */
  | { readonly kind: 'WRAPPED'; readonly key: string }
  /** A document a line (NDJSON, JSON Lines). */
  | { readonly kind: 'LINES' };

/**
 * Tells how documents lie in a JSON file, from as much of it as it takes: all of it only where it is one document.
 *
 * @param wrappers  members of an object that are lists of documents where they are lists
 */
export async function jsonShapeOf(file: InputFile, wrappers: readonly string[]): Promise<JsonShape> {
  const scanner = new Scanner(wrappers);
  const decoder = new TextDecoder();
  for await (const chunk of asUtf8(file.bytes())) {
    const shape = scanner.read(decoder.decode(chunk, { stream: true }));
    if (shape) return shape;
  }
  return { kind: 'ONE' };
}

/** Longest name of a member that is compared. */
const NAME_AT_MOST = 64;

/** Follows nesting and strings, and nothing else of JSON. */
class Scanner {
  readonly #wrappers: ReadonlySet<string>;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** The last string of the outermost object, and the member it names once a colon follows. */
  #text = '';
  #member: string | null = null;
  #hasEnded = false;

  constructor(wrappers: readonly string[]) {
    this.#wrappers = new Set(wrappers);
  }

  read(text: string): JsonShape | null {
    for (const char of text) {
      const shape = this.#isInString ? this.#inString(char) : this.#outside(char);
      if (shape) return shape;
    }
    return null;
  }

  #inString(char: string): null {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (char === '\\') this.#isEscaped = true;
    else if (char === '"') this.#isInString = false;
    else if (this.#depth === 1 && this.#text.length < NAME_AT_MOST) this.#text += char;
    return null;
  }

  #outside(char: string): JsonShape | null {
    if (/[\s\uFEFF]/u.test(char)) return null;
    if (this.#hasEnded) return char === '{' ? { kind: 'LINES' } : { kind: 'ONE' };
    if (char === '"') {
      this.#isInString = true;
      this.#text = '';
    } else if (char === ':' && this.#depth === 1) this.#member = this.#text;
    else if (char === '{' || char === '[') return this.#open(char);
    else if (char === '}' || char === ']') {
      this.#depth -= 1;
      this.#hasEnded = this.#depth === 0;
    } else if (char === ',' && this.#depth === 1) this.#member = null;
    return null;
  }

  #open(char: string): JsonShape | null {
    if (this.#depth === 0 && char === '[') return { kind: 'LIST' };
    if (this.#depth === 1 && char === '[' && this.#member !== null && this.#wrappers.has(this.#member)) {
      return { kind: 'WRAPPED', key: this.#member };
    }
    this.#depth += 1;
    return null;
  }
}
