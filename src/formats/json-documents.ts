import { parseJson } from './badge-packaging/json.ts';
import type { InputFile, Report } from './format.ts';
import { jsonMembers } from './json-members.ts';
import { jsonShapeOf } from './json-shape.ts';
import type { Place } from './record.ts';
import { LINE_AT_MOST, linesOf } from './text-lines.ts';

/** One document of a JSON file, and where it stands: a pointer, or in NDJSON a line. */
export interface JsonDocument {
  readonly place: Place;
  readonly value: unknown;
}

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
