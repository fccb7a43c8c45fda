import { labelKey } from '../skills/skill.ts';

/** Most bytes of UTF-8 in what is looked up: a PostgreSQL index holds about 2,700 a row. */
const KEY_AT_MOST = 2_000;

/** What is wrong with an identity, code or statement that is to be looked up; null when nothing is. */
export function keyFault(key: string): string | null {
  // A UTF-16 unit is three bytes at most, so most keys need no counting.
  if (key.length * 3 <= KEY_AT_MOST) return null;
  const bytes = Buffer.byteLength(key);
  return bytes > KEY_AT_MOST
    ? `"${key.slice(0, 20)}…" has ${bytes} bytes, ${KEY_AT_MOST} are kept at most; shorten it`
    : null;
}

/** The same of a skill's label or alias, which is looked up in comparable form: that may be longer. */
export function labelFault(label: string): string | null {
  // The longest form of one UTF-16 unit, of U+FDFA, is 33 bytes.
  return label.length * 33 <= KEY_AT_MOST ? null : (keyFault(label) ?? keyFault(labelKey(label)));
}
