import type { Issue } from '../format.ts';
import { step } from './pointer.ts';

/** Deepest nesting that is kept; every vector of the specification has less than ten. */
const DEPTH_AT_MOST = 64;

/** What JSON allows and PostgreSQL refuses: U+0000, or half of a surrogate pair. */
const NO_TEXT = /\p{Cs}/u;
const isNoText = (value: string) => value.includes('\0') || NO_TEXT.test(value);

type Fault = Pick<Issue, 'code' | 'message'> & { readonly pointer: string };

/** The first thing in a document that could not be stored, and its pointer; null when there is none. */
export function unstorableIn(value: unknown, depth = 1): Fault | null {
  if (typeof value === 'string') return isNoText(value) ? noText('it holds') : null;
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEPTH_AT_MOST) {
    const message = `it is nested deeper than ${DEPTH_AT_MOST} levels; leave out what is inside`;
    return { code: 'BADGE_UNREADABLE', message, pointer: '' };
  }
  for (const [name, part] of Object.entries(value)) {
    // A pointer to it could not be stored either.
    if (isNoText(name)) return noText('a name in it holds');
    const fault = unstorableIn(part, depth + 1);
    if (fault) return { ...fault, pointer: `${step(name)}${fault.pointer}` };
  }
  return null;
}

function noText(where: string): Fault {
  const message = `${where} U+0000 or half a surrogate pair, which is no text; remove it`;
  return { code: 'ENCODING_INVALID', message, pointer: '' };
}
