import { asUtf8 } from '../as-utf8.ts';
import type { InputFile, Report } from '../format.ts';
import type { JsonMember } from '../json-members.ts';

/** Longest line that is read, in characters. */
const LINE_AT_MOST = 4_000_000;

/** Whether a text begins with two objects, a line each. */
export function isJsonLines(head: string): boolean {
  const [first = '', second = ''] = head.replace(/^\uFEFF/u, '').split(/\r?\n/u, 2);
  return second.startsWith('{') && parsed(first) !== undefined;
}

/** The values of a file that holds one a line; a line that is no JSON is an issue. */
export async function* jsonLines(file: InputFile, report: Report): AsyncGenerator<JsonMember> {
  let number = -1;
  for await (const line of linesOf(file)) {
    number += 1;
    const text = line.replace(/^\uFEFF/u, '').trim();
    if (text === '') continue;
    const read = parsed(text);
    if (read !== undefined) {
      yield { path: [number], pointer: `/${number}`, value: read.value };
      continue;
    }
    const message = 'the line is not JSON; write one object a line';
    report({ severity: 'ERROR', code: 'JSON_INVALID', place: { file: file.name, line: number + 1 }, message });
  }
}

async function* linesOf(file: InputFile): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of asUtf8(file.bytes())) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    // What is longer is no line; cut, it is told as no JSON.
    rest = (lines.pop() ?? '').slice(0, LINE_AT_MOST);
    yield* lines;
  }
  yield rest + decoder.decode();
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
