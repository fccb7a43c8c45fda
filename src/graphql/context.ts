import type DataLoader from 'dataloader';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database, Db } from '../db/client.ts';

/** What every resolver gets: one a request. */
export interface Context {
  readonly database: Database;
  readonly db: Db;
  readonly viewer: Viewer;
  /** BCP 47 tag labels are given in unless a field is asked for another. */
  readonly language: string;
  /** Names the request in the answer's errors, its headers and the log. */
  readonly requestId: string;
  /** Whose budget the request takes from; null for who has none to keep to. */
  readonly client: string | null;
  /** The request's moment: one answer never straddles an expiry. */
  readonly now: Date;
  /** Folders open to imports by path; any when empty. */
  readonly importDirs: readonly string[];
  /** Caches of `loader`, by loader. */
  readonly loaders: Map<object, DataLoader<never, unknown>>;
}
