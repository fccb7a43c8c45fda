import { isObject } from './badge-packaging/object.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A text of an object, blanks trimmed; undefined where it is empty or none. A number is taken as it would be written. */
export function textOf(object: unknown, name: string): string | undefined {
  if (!isObject(object) || !Object.hasOwn(object, name)) return undefined;
  const value = object[name];
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  return text === '' ? undefined : text;
}

/** The members of a list, of a single value, or of nothing. */
export function listOf(object: unknown, name: string): readonly unknown[] {
  if (!isObject(object) || !Object.hasOwn(object, name)) return [];
  const value = object[name];
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

/** The texts of a list or of a single value. */
export function textsOf(object: unknown, name: string): string[] {
  return listOf(object, name).flatMap((value) => {
    const text = typeof value === 'string' ? value.trim() : '';
    return text === '' ? [] : [text];
  });
}
