import { JSONParser, TokenType } from '@streamparser/json';
import { asUtf8 } from './as-utf8.ts';
import type { InputFile, Report } from './format.ts';

/** One value of a JSON file, at a path that was asked for. */
export interface JsonMember {
  /** Keys and 0-based indexes from the root to it. */
  readonly path: readonly (string | number)[];
  /** The same as JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly value: unknown;
}

/** Deepest nesting and longest text that are read; real catalogues have less than twenty levels. */
const DEPTH_AT_MOST = 64;
const STRING_BYTES_AT_MOST = 4_000_000;

/**
 * The values of a JSON file at the given paths, one at a time, whatever the file's size: `$.@graph.*` are the members of a list
 * or an object, `$.CFDocument` is one value. Memory is bounded by a chunk and what is largest at a path. Where the file is not
 * JSON, or ends early, an issue says so and reading ends: what came before has been yielded.
 *
 * @param paths  as `@streamparser/json` selects them; none within another
 * @param layout  `many` where documents may follow one another, as in NDJSON; each is read by the same paths
 */
export async function* jsonMembers(
  file: InputFile,
  paths: readonly string[],
  report: Report,
  layout: { readonly many?: boolean } = {},
): AsyncGenerator<JsonMember> {
  const reader = new Reader(paths, layout.many ?? false);
  let begun = false;
  for await (const chunk of asUtf8(file.bytes())) {
    begun ||= chunk.length > 0;
    reader.write(chunk);
    yield* reader.take();
    if (reader.fault) break;
  }
  if (!reader.fault && begun) reader.end();
  if (begun && !reader.fault) return;
  const { code, message } = reader.fault ?? {
    code: 'JSON_INVALID' as const,
    message: 'the file is empty; export it again',
  };
  report({ severity: 'ERROR', code, place: { file: file.name, pointer: reader.last }, message });
}

/** JSON Pointer of a path. Source: RFC 6901, section 3. */
export function pointerTo(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

interface Fault {
  readonly code: 'JSON_INVALID' | 'FILE_TRUNCATED' | 'CELL_TOO_LARGE' | 'ENCODING_INVALID';
  readonly message: string;
}

class Refused extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

/** Parses chunk by chunk; keeps the first fault and yields nothing behind it. */
class Reader {
  readonly #parser: JSONParser;
  #ready: JsonMember[] = [];
  #bytesSinceToken = 0;
  fault: Fault | undefined;
  /** Pointer to the last value that was read whole. */
  last = '';

  readonly #many: boolean;
  #depth = 0;

  constructor(paths: readonly string[], many: boolean) {
    this.#many = many;
    this.#parser = new JSONParser({ paths: [...paths], keepStack: false, ...(many && { separator: '' }) });
    this.#parser.onValue = ({ value, key, stack }) => {
      const path = [...stack.slice(1).map((level) => level.key), key].filter((part) => part !== undefined);
      this.last = pointerTo(path);
      this.#ready.push({ path, pointer: this.last, value });
    };
    this.#parser.onToken = ({ token }) => {
      this.#bytesSinceToken = 0;
      this.#depth += token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET ? 1 : 0;
      this.#depth -= token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET ? 1 : 0;
      if (this.#depth > DEPTH_AT_MOST) throw new Refused(TOO_DEEP);
    };
  }

  write(chunk: Uint8Array): void {
    this.#attempt(() => {
      this.#parser.write(chunk);
      // A string that never ends would be held whole before it is a token.
      this.#bytesSinceToken += chunk.length;
      if (this.#bytesSinceToken > STRING_BYTES_AT_MOST) throw new Refused(TOO_LONG);
    });
  }

  end(): void {
    this.#attempt(() => {
      if (this.#many ? this.#depth > 0 : !this.#parser.isEnded) throw new Refused(ENDS_EARLY);
    });
  }

  take(): JsonMember[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.fault = error instanceof Refused ? error.fault : faultOf(error);
    }
  }
}

const TOO_DEEP: Fault = {
  code: 'JSON_INVALID',
  message: `what follows is nested deeper than ${DEPTH_AT_MOST} levels, and nothing from there on is read; leave out what is inside`,
};
const TOO_LONG: Fault = {
  code: 'CELL_TOO_LARGE',
  message: `a text that follows has more than ${STRING_BYTES_AT_MOST} bytes, and nothing from there on is read; shorten it`,
};
const ENDS_EARLY: Fault = {
  code: 'FILE_TRUNCATED',
  message: 'the file ends inside what follows this; fetch it whole and import it again',
};

function faultOf(error: unknown): Fault {
  const reason = error instanceof Error ? error.message.toWellFormed() : String(error);
  if (error instanceof TypeError)
    return { code: 'ENCODING_INVALID', message: 'the file is not UTF-8; save it as UTF-8' };
  return {
    code: 'JSON_INVALID',
    message: `what follows is not JSON (${reason}), and nothing from there on is read; correct it and import it again`,
  };
}
