export {
  createGuardedFetch,
  type Fetched,
  type FetchFault,
  type GuardedFetch,
  type GuardOptions,
} from './guarded-fetch.ts';
export { remember } from './remember.ts';
