import { asUtf8 } from './as-utf8.ts';
import type { InputFile } from './format.ts';

const HEAD_BYTES = 64 * 1024;

/** The first 64 KB of a file, as text. */
export async function headOf(file: InputFile): Promise<string> {
  const decoder = new TextDecoder();
  let head = '';
  for await (const chunk of asUtf8(file.bytes())) {
    head += decoder.decode(chunk, { stream: true });
    if (head.length >= HEAD_BYTES) break;
  }
  return head.slice(0, HEAD_BYTES);
}
