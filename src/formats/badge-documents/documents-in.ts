import type { BadgeOriginal } from '../../badges/badge.ts';
import { asUtf8, LOOKS_LIKE_UTF16 } from '../as-utf8.ts';
import type { InputFile, Issue, IssueCode, Place } from '../format.ts';
import { looksLikeJws } from '../jws.ts';

/** Most characters of a document that is read: JSON must be whole to be parsed. */
const DOCUMENT_AT_MOST = 32 * 1024 * 1024;

/** A parsed document, or the text of a compact JWS, and where it stands. */
export interface FoundDocument {
  readonly value: unknown;
  readonly place: Place;
  /** The picture it was baked into. */
  readonly original?: BadgeOriginal;
}

/**
 * The documents of a text file: JSON, a list of them, a page of a provider's API, a document a line (NDJSON), or compact JWS,
 * one or a line each. Told from the content: it is NDJSON when its first line is a whole document. Lines are read one at a
 * time; anything else is held whole.
 */
export async function* documentsIn(file: InputFile, report: (issue: Issue) => void): AsyncGenerator<FoundDocument> {
  const fault: Fault = (code, message, place = {}) =>
    report({ severity: 'ERROR', code, place: { file: file.name, pointer: '', ...place }, message });
  let isNdjson = /\.(ndjson|jsonl)$/iu.test(file.name);
  const whole: string[] = [];
  let [line, size, from] = [0, 0, 1];
  try {
    for await (const text of linesOf(file)) {
      line += 1;
      if (text === null) return fault('JSON_INVALID', TOO_LARGE);
      if (whole.length === 0 && text.trim() === '') continue;
      if (whole.length === 0) {
        const parsed = parse(text);
        isNdjson ||= isDocument(parsed);
        if (isNdjson) {
          yield* documentsOfLine(text, parsed, file.name, line, fault);
          continue;
        }
        from = line;
      }
      whole.push(text);
      size += text.length;
      if (size > DOCUMENT_AT_MOST) return fault('JSON_INVALID', TOO_LARGE);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return fault('ENCODING_INVALID', 'the file is not UTF-8; save it as UTF-8');
  }
  if (whole.length > 0) yield* documentsOfWhole(whole, from, file.name, fault);
}

/** A document over many lines, or NDJSON whose first line is at fault: then its second is a whole document. */
function* documentsOfWhole(
  lines: readonly string[],
  from: number,
  file: string,
  fault: Fault,
): Generator<FoundDocument> {
  const text = lines.join('\n');
  if (text.includes('\0')) return fault('ENCODING_INVALID', LOOKS_LIKE_UTF16);
  const parsed = parse(text);
  if (!('message' in parsed)) return yield* unfold(parsed.value, { file, pointer: '' });
  const second = lines.slice(1).find((line) => line.trim() !== '');
  if (second === undefined || !isDocument(parse(second)) || second.trim().length <= 2) {
    return fault('JSON_INVALID', `the file is not JSON (${parsed.message}); correct it and import it again`);
  }
  for (const [index, line] of lines.entries()) yield* documentsOfLine(line, parse(line), file, from + index, fault);
}

const TOO_LARGE = 'the file is larger than 32 MB; split it, or write a document a line (NDJSON)';

type Fault = (code: IssueCode, message: string, place?: Partial<Place>) => void;
type Parsed = { readonly value: unknown } | { readonly message: string };

function* documentsOfLine(
  text: string,
  parsed: Parsed,
  file: string,
  line: number,
  fault: Fault,
): Generator<FoundDocument> {
  if (text.trim() === '') return;
  if (text.includes('\0')) return fault('ENCODING_INVALID', LOOKS_LIKE_UTF16, { line });
  if ('message' in parsed) {
    return fault('JSON_INVALID', `the line is not JSON (${parsed.message}); correct it and import it again`, { line });
  }
  yield* unfold(parsed.value, { file, line, pointer: '' });
}

function* unfold(value: unknown, place: Place): Generator<FoundDocument> {
  const [list, pointer] = listIn(value);
  if (list === null) yield { value, place };
  else
    for (const [index, each] of list.entries())
      yield { value: each, place: { ...place, pointer: `${pointer}/${index}` } };
}

/** A list of documents, as such or in an answer of Credly's API (`data`) or Badgr's (`result`). */
function listIn(value: unknown): [unknown[] | null, string] {
  if (Array.isArray(value)) return [value, ''];
  if (typeof value !== 'object' || value === null) return [null, ''];
  if ('data' in value && Array.isArray(value.data) && !('type' in value)) return [value.data, '/data'];
  if ('result' in value && Array.isArray(value.result) && 'status' in value) return [value.result, '/result'];
  return [null, ''];
}

/** Whether a line is a whole document by itself; a bare word or number is none. */
function isDocument(parsed: Parsed): boolean {
  if ('message' in parsed) return false;
  const { value } = parsed;
  return typeof value === 'string' ? looksLikeJws(value) : typeof value === 'object' && value !== null;
}

function parse(text: string): Parsed {
  if (looksLikeJws(text)) return { value: text.trim() };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // It may quote half of a surrogate pair.
    return { message: error.message.toWellFormed() };
  }
}

/** Lines without their ends, the last one too; null for one that is larger than is read, and nothing behind it. */
async function* linesOf(file: InputFile): AsyncGenerator<string | null> {
  let [held, size]: [string[], number] = [[], 0];
  for await (const part of textOf(file)) {
    held.push(part);
    size += part.length;
    if (part.includes('\n')) {
      const lines = held.join('').split('\n');
      const rest = lines.pop() ?? '';
      yield* lines;
      [held, size] = [[rest], rest.length];
    }
    if (size > DOCUMENT_AT_MOST) return yield null;
  }
  yield held.join('');
}

async function* textOf(file: InputFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of asUtf8(file.bytes())) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
