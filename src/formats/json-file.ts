import { asUtf8 } from './as-utf8.ts';
import { isObject } from './badge-packaging/object.ts';
import type { InputFile, Report } from './format.ts';
import { type JsonMember, jsonMembers } from './json-members.ts';
import { pointerTo } from './json-pointer.ts';

/** Up to here a file is parsed at once, which is twice as fast where it is gone through several times. */
const WHOLE_AT_MOST = 4_000_000;
/** As deep, and texts as long, as `jsonMembers` reads; a text of so many characters may have more bytes. */
const DEPTH_AT_MOST = 64;
const TEXT_AT_MOST = 300_000;
/** Whole numbers from which on JavaScript has not one for each. */
const LARGE_NUMBER = 2 ** 53;

/** A JSON file that is gone through several times: parsed once where it is small, streamed each time where it is not. */
export interface JsonFile {
  readonly name: string;
  /** `jsonMembers` of it. */
  members(paths: readonly string[], report: Report, onStop?: Report): AsyncIterable<JsonMember>;
}

/** Opens a JSON file. One that is no JSON, or ends early, is read as far as it goes, as `jsonMembers` tells. */
export async function openJson(file: InputFile): Promise<JsonFile> {
  const whole = await parseSmall(file);
  const members: JsonFile['members'] = (paths, report, onStop = report) =>
    whole === undefined ? jsonMembers(file, paths, report, { onStop }) : membersOf(whole.value, paths);
  return { name: file.name, members };
}

async function parseSmall(file: InputFile): Promise<{ readonly value: unknown } | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of asUtf8(file.bytes())) {
    size += chunk.length;
    if (size > WHOLE_AT_MOST) return undefined;
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
    return isUnusual(value, 0) ? undefined : { value };
  } catch {
    // What is wrong, and where, is told by the stream.
    return undefined;
  }
}

/** Whether the stream would leave something out, or give it otherwise. */
function isUnusual(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.length > TEXT_AT_MOST;
  if (typeof value === 'number') return Math.abs(value) >= LARGE_NUMBER;
  if (typeof value !== 'object' || value === null) return false;
  return depth >= DEPTH_AT_MOST || Object.values(value).some((part) => isUnusual(part, depth + 1));
}

/** The same as the stream's, of a parsed value, in the order of the document. */
async function* membersOf(root: unknown, paths: readonly string[]): AsyncGenerator<JsonMember> {
  yield* walk(
    root,
    paths.map((path) => path.split('.').slice(1)),
    [],
  );
}

function* walk(
  value: unknown,
  wanted: readonly (readonly string[])[],
  path: readonly (string | number)[],
): Generator<JsonMember> {
  if (wanted.some((steps) => steps.length === 0)) {
    yield { path, pointer: pointerTo(path), value };
    return;
  }
  if (!Array.isArray(value) && !isObject(value)) return;
  for (const key of Object.keys(value)) {
    const inside = wanted.filter(([step]) => step === '*' || step === key).map(([, ...rest]) => rest);
    if (inside.length === 0) continue;
    const part = Array.isArray(value) ? value[Number(key)] : (value as Record<string, unknown>)[key];
    yield* walk(part, inside, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}
