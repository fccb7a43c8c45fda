/**
 * Where the code of a thread is. Threads run what is built, also where the one that starts them is read as it was written, as tests do.
 *
 * @param here  `import.meta.url` of who starts it
 * @param name  of the file beside it, without an ending
 */
export function threadFile(here: string, name: string): URL {
  if (!here.endsWith('.ts')) return new URL(`./${name}.js`, here);
  const folder = new URL('.', here).href.slice(new URL('.', import.meta.url).href.length);
  return new URL(`../dist/src/${folder}${name}.js`, import.meta.url);
}

/** What a thread tells of a failure of ours: the error itself does not cross. */
export function failureOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What a thread died of, as an error. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
