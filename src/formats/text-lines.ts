import { asUtf8 } from './as-utf8.ts';
import type { InputFile } from './format.ts';

/** Longest line that is read, in characters. */
export const LINE_AT_MOST = 4_000_000;

/** Lines with their 1-based number; null for one that is too long. */
export async function* linesOf(file: InputFile): AsyncGenerator<{ line: number; text: string | null }> {
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
