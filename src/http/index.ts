export {
  createGuardedFetch,
  type Fetched,
  type FetchFault,
  type GuardedFetch,
  type GuardOptions,
} from './guarded-fetch.ts';
export { remember } from './remember.ts';
export { NOWHERE, type Resolve, type Resolved } from './resolve.ts';
export { resolveWith } from './resolve-with.ts';
