import { asUtf8, LOOKS_LIKE_UTF16 } from '../as-utf8.ts';
import type { InputFile, Issue, IssueCode, Place } from '../format.ts';
import { looksLikeJws } from '../jws.ts';

/** Most characters of a document that is read: JSON must be whole to be parsed. */
const DOCUMENT_AT_MOST = 32 * 1024 * 1024;

/** A parsed document, or the text of a compact JWS, and where it stands. */
export interface FoundDocument {
  readonly value: unknown;
  readonly place: Place;
}

/**
 * The documents of a text file: JSON, a list of them, a page of a provider's API, a document a line (NDJSON), or compact JWS,
 * one or a line each. Told from the content: it is NDJSON when its first line is a whole document. Lines are read one at a
 * time; anything else is held whole.
 */
export async function* documentsIn(file: InputFile, report: (issue: Issue) => void): AsyncGenerator<FoundDocument> {
  const fault = (code: IssueCode, message: string, place: Partial<Place> = {}) =>
    report({ severity: 'ERROR', code, place: { file: file.name, pointer: '', ...place }, message });
  let isLines = /\.(ndjson|jsonl)$/iu.test(file.name);
  let isWhole = false;
  let [held, line] = ['', 0];
  try {
    for await (const part of textOf(file)) {
      held += part;
      if (isWhole) {
        if (held.length > DOCUMENT_AT_MOST) return fault('JSON_INVALID', TOO_LARGE);
        continue;
      }
      for (let end = held.indexOf('\n'); end >= 0 && !isWhole; end = held.indexOf('\n')) {
        const text = held.slice(0, end);
        if (!isLines && text.trim() !== '') {
          isLines = documentFrom(text) !== null;
          if (!isLines) {
            isWhole = true;
            break;
          }
        }
        held = held.slice(end + 1);
        line += 1;
        yield* documentsOfLine(text, file.name, line, fault);
      }
      if (held.length > DOCUMENT_AT_MOST) return fault('JSON_INVALID', TOO_LARGE);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return fault('ENCODING_INVALID', 'the file is not UTF-8; save it as UTF-8');
  }
  if (isLines) return yield* documentsOfLine(held, file.name, line + 1, fault);
  if (held.trim() === '') return;
  if (held.includes('\0')) return fault('ENCODING_INVALID', LOOKS_LIKE_UTF16);

  const whole = parse(held);
  if (!('message' in whole)) return yield* unfold(whole.value, { file: file.name, pointer: '' });
  // One line of NDJSON may be at fault, and be the first of them.
  const lines = held.split('\n');
  if (!lines.slice(1).some((text) => text.trim().length > 2 && documentFrom(text) !== null)) {
    return fault('JSON_INVALID', `the file is not JSON (${whole.message}); correct it and import it again`);
  }
  for (const [index, text] of lines.entries()) yield* documentsOfLine(text, file.name, line + index + 1, fault);
}

const TOO_LARGE = 'the file is larger than 32 MB; split it, or write a document a line (NDJSON)';

type Fault = (code: IssueCode, message: string, place: Partial<Place>) => void;

function* documentsOfLine(text: string, file: string, line: number, fault: Fault): Generator<FoundDocument> {
  if (text.trim() === '') return;
  if (text.includes('\0')) return fault('ENCODING_INVALID', LOOKS_LIKE_UTF16, { line });
  const parsed = parse(text);
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

/** Null for a text that is no whole document by itself; a bare word or number is none. */
function documentFrom(text: string): object | null {
  const parsed = parse(text);
  if ('message' in parsed) return null;
  return typeof parsed.value === 'object' || looksLikeJws(String(parsed.value)) ? parsed : null;
}

function parse(text: string): { readonly value: unknown } | { readonly message: string } {
  if (looksLikeJws(text)) return { value: text.trim() };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // It may quote half of a surrogate pair.
    return { message: error.message.toWellFormed() };
  }
}

async function* textOf(file: InputFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of asUtf8(file.bytes())) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
