import { asUtf8 } from './as-utf8.ts';
import { parseJson } from './badge-packaging/json.ts';
import type { InputFile, Report } from './format.ts';
import { jsonMembers } from './json-members.ts';
import { jsonShapeOf } from './json-shape.ts';
import type { Place } from './record.ts';

/** One document of a JSON file, and where it stands: a pointer, or in NDJSON a line. */
export interface JsonDocument {
  readonly place: Place;
  readonly value: unknown;
}

/** Longest line of NDJSON that is read, in characters. */
const LINE_AT_MOST = 4_000_000;

/**
 * The documents of a JSON file one at a time, however they lie in it: one alone, a list, NDJSON, or a list within an object
 * (`{ "data": […] }`). A line of NDJSON that is not JSON is an issue of its own, and the lines behind it are read.
 *
 * @param wrappers  members that hold the list, such as `data`
 */
export async function* jsonDocuments(
  file: InputFile,
  wrappers: readonly string[],
  report: Report,
): AsyncGenerator<JsonDocument> {
  const shape = await jsonShapeOf(file, wrappers);
  if (shape.kind === 'LINES') {
    yield* jsonLines(file, report);
    return;
  }
  const path = { ONE: '$', LIST: '$.*', WRAPPED: shape.kind === 'WRAPPED' ? `$.${shape.key}.*` : '' }[shape.kind];
  for await (const { pointer, value } of jsonMembers(file, [path], report)) {
    yield { place: { file: file.name, pointer }, value };
  }
}

async function* jsonLines(file: InputFile, report: Report): AsyncGenerator<JsonDocument> {
  for await (const { line, text } of linesOf(file)) {
    const place = { file: file.name, line };
    if (text === null) {
      const message = `the line has more than ${LINE_AT_MOST} characters; shorten what it holds`;
      report({ severity: 'ERROR', code: 'CELL_TOO_LARGE', place, message });
    } else if (text.trim() !== '') {
      const parsed = parseJson(text);
      if ('value' in parsed) yield { place, value: parsed.value };
      else report({ severity: 'ERROR', code: 'JSON_INVALID', place, message: parsed.fault, raw: text.slice(0, 200) });
    }
  }
}

/** Lines with their 1-based number; null for one that is too long. */
async function* linesOf(file: InputFile): AsyncGenerator<{ line: number; text: string | null }> {
  const decoder = new TextDecoder();
  let line = 1;
  let held = '';
  let isTooLong = false;
  for await (const chunk of asUtf8(file.bytes())) {
    const parts = (held + decoder.decode(chunk, { stream: true })).split('\n');
    held = parts.pop() ?? '';
    for (const part of parts) {
      yield { line, text: isTooLong || part.length > LINE_AT_MOST ? null : part };
      isTooLong = false;
      line += 1;
    }
    if (held.length > LINE_AT_MOST) {
      isTooLong = true;
      held = '';
    }
  }
  yield { line, text: isTooLong ? null : held + decoder.decode() };
}
