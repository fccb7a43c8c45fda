/** JSON Pointer of a path of keys and 0-based indexes. Source: RFC 6901, section 3. */
export function pointerTo(path: readonly (string | number)[]): string {
  return path.map(stepTo).join('');
}

/** One step of a JSON Pointer. */
export function stepTo(part: string | number): string {
  return typeof part === 'number' ? `/${part}` : `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
