import type { Fetched } from './guarded-fetch.ts';
import type { RememberOptions } from './remember.ts';

export type Resolved = Fetched;

/** Asks an address of somebody else's; `maxAgeSeconds` is how old a kept answer may be. What `verification` is handed. */
export type Resolve = (url: string, options?: RememberOptions) => Promise<Resolved>;

/** Asks nobody: for what may not wait on other hosts. */
export const NOWHERE: Resolve = async (url) => ({
  ...{ ok: false, reason: 'REFUSED' },
  message: `${url} was not asked: other hosts are not asked here`,
});
