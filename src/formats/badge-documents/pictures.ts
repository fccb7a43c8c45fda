import { isPng } from '../badge-packaging/png.ts';
import { looksLikeSvg } from '../badge-packaging/svg.ts';
import { unpack } from '../badge-packaging/unpack.ts';
import type { InputFile, Issue, Place } from '../format.ts';
import type { FoundDocument } from './documents-in.ts';

/** Whether a file begins as a picture a badge may be baked into. */
export function looksLikePicture(head: Uint8Array): boolean {
  return isPng(head) || looksLikeSvg(new TextDecoder().decode(head));
}

/** Whether the beginning of a picture names a badge baked into it. */
export function namesBakedBadge(head: Uint8Array): boolean {
  return looksLikePicture(head) && /openbadge|purl\.imsglobal\.org\/ob/u.test(Buffer.from(head).toString('latin1'));
}

/** Largest picture that is read, in bytes. */
const PICTURE_AT_MOST = 10 * 1024 * 1024;

/** The badge baked into a picture, with the picture; an issue where there is none, or only its address. */
export async function* documentOfPicture(
  file: InputFile,
  report: (issue: Issue) => void,
): AsyncGenerator<FoundDocument> {
  const place: Place = { file: file.name, pointer: '' };
  const refuse = (code: Issue['code'], message: string) => report({ severity: 'ERROR', code, place, message });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.bytes()) {
    size += chunk.length;
    if (size > PICTURE_AT_MOST)
      return refuse('BADGE_UNREADABLE', 'the picture is larger than 10 MB; a badge is far smaller');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const unpacked = await unpack(bytes);
  if (!unpacked.ok) return refuse('BADGE_UNREADABLE', unpacked.problem.message);
  const { packaging, container, document, jws, address } = unpacked.value;
  if (address !== undefined) {
    return refuse('BADGE_PART_MISSING', `the picture holds only the address of its badge; import ${address} instead`);
  }
  yield { value: jws ?? document, place, original: { packaging, container, bytes } };
}
