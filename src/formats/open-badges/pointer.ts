/** A step of a JSON Pointer. Source: RFC 6901. */
export function step(part: PropertyKey): string {
  return `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * Where a path of a document's parsed form stands in the document itself, which may hold one for a list or a list for one,
 * and an address for an object: then the path ends early.
 */
export function locate(document: unknown, path: readonly PropertyKey[]): { pointer: string; value: unknown } {
  let [pointer, value] = ['', document];
  for (const part of path) {
    if (typeof part === 'number' && !Array.isArray(value)) continue;
    if (typeof part === 'string' && Array.isArray(value) && value.length === 1) {
      pointer += '/0';
      value = value[0];
    }
    if (typeof value !== 'object' || value === null) break;
    pointer += step(part);
    value = Object.entries(value).find(([name]) => name === String(part))?.[1];
  }
  return { pointer, value };
}
