import type { InputFile, Report } from '../format.ts';
import type { JsonMember } from '../json-members.ts';
import { linesOf } from '../text-lines.ts';

/** Whether a text begins with two objects, a line each. */
export function isJsonLines(head: string): boolean {
  const [first = '', second = ''] = head.replace(/^\uFEFF/u, '').split(/\r?\n/u, 2);
  return second.startsWith('{') && parsed(first) !== undefined;
}

/** The values of a file that holds one a line; a line that is no JSON is an issue. */
export async function* jsonLines(file: InputFile, report: Report): AsyncGenerator<JsonMember> {
  for await (const { line, text } of linesOf(file)) {
    const stated = text?.replace(/^\uFEFF/u, '').trim();
    if (stated === '') continue;
    // One that is too long is no line either.
    const read = stated === undefined ? undefined : parsed(stated);
    if (read !== undefined) {
      yield { path: [line - 1], pointer: `/${line - 1}`, value: read.value };
      continue;
    }
    const message = 'the line is not JSON; write one object a line';
    report({ severity: 'ERROR', code: 'JSON_INVALID', place: { file: file.name, line }, message });
  }
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
