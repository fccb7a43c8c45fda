import { asUtf8 } from './as-utf8.ts';
import type { InputFile, Report } from './format.ts';
import { type JsonMember, type MemberFault, MemberReader } from './member-reader.ts';

export type { JsonMember } from './member-reader.ts';

/**
 * The values of a JSON file at the given paths, one at a time, whatever the file's size: `$.@graph.*` are the members of a list
 * or an object, `$.CFDocument` is one value. Memory is bounded by a chunk and what is largest at a path.
 *
 * A value that is not JSON, not UTF-8, nested deeper than 64 levels in the file, or that holds a text above 1 MB, is an issue at
 * its place, and those behind it are read. Where brackets do not match, or the file ends early, nothing tells where the next
 * begins: an issue says behind what, and reading ends. A whole number too large for JavaScript is given as text.
 *
 * @param paths  `$` and a step a level: a key, or `*` for every member; none within another
 * @param layout  `many` where documents may follow one another, as in NDJSON; each is read by the same paths. `onStop` is told,
 *   in the place of `report`, why reading ends before the file does: whoever reads a file several times meets that each time
 */
export async function* jsonMembers(
  file: InputFile,
  paths: readonly string[],
  report: Report,
  layout: { readonly many?: boolean; readonly onStop?: Report } = {},
): AsyncGenerator<JsonMember> {
  const telling =
    (to: Report) =>
    ({ pointer, ...fault }: MemberFault): void =>
      to({ severity: 'ERROR', place: { file: file.name, pointer }, ...fault });
  const reader = new MemberReader(paths, layout.many ?? false, {
    onFault: telling(report),
    onStop: telling(layout.onStop ?? report),
  });
  for await (const chunk of asUtf8(file.bytes())) {
    yield* reader.read(chunk);
    if (reader.isStopped) return;
  }
  yield* reader.end();
}
