export { createDownload, type Download, type Downloaded } from './download.ts';
export type { Validators, Whole } from './download-attempt.ts';
export { faultOfAddress, isHostListed } from './guard.ts';
export {
  createGuardedFetch,
  type Fetched,
  type FetchFault,
  type GuardedFetch,
  type GuardOptions,
} from './guarded-fetch.ts';
export { looksLikeGzip, RATIO_AT_MOST, RATIO_COUNTS_FROM, TooLarge, unpackGzip } from './gzip.ts';
export { remember } from './remember.ts';
export { NOWHERE, type Resolve, type Resolved } from './resolve.ts';
export { resolveWith } from './resolve-with.ts';
