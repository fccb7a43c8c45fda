import type DataLoader from 'dataloader';
import type { Viewer } from '../accounts/viewer.ts';
import type { SigningSettings, SourceSettings } from '../config.ts';
import type { Changes } from '../db/changes.ts';
import type { Database, Db } from '../db/client.ts';
import type { Resolve } from '../http/resolve.ts';

/** What a request takes of its client's budget, and what that leaves. */
export interface Spending {
  readonly nodes: number;
  readonly points: number;
  /** Null for who has no budget to keep to. */
  readonly budget: {
    readonly limit: number;
    readonly used: number;
    readonly remaining: number;
    readonly resetsAt: Date;
  } | null;
}

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
  /** What the request takes; there once it is let in, before anything is resolved. */
  spending?: Spending;
  /** The request's moment: one answer never straddles an expiry. */
  readonly now: Date;
  /** Address of the hub from outside, without a path. */
  readonly publicUrl: string;
  /** What the hub signs with, where it does. */
  readonly signing: SigningSettings;
  /** Folders open to imports by path; any when empty. */
  readonly importDirs: readonly string[];
  /** Which hosts sources may name, and what seals their credentials. */
  readonly sourceSettings: SourceSettings;
  /** What changes in the database, for subscriptions to follow. */
  readonly changes: Changes;
  /** Work for when the answer is made, outside of all its transactions; by what it is about, so that it is done once. */
  readonly afterwards: Map<object, (db: Db) => Promise<void>>;
  /** Asks other hosts, past the guard that keeps to public addresses. */
  readonly resolve: Resolve;
  /** What a mutation prepared before its transaction was opened. */
  readonly prepared?: unknown;
  /** Caches of `loader`, by loader. */
  readonly loaders: Map<object, DataLoader<never, unknown>>;
}
