import type { ImportRunId } from '../db/ids.ts';

/** Ways an address gives its records page by page: four that are general, then those of hosts the field uses. */
export const PAGING_STYLES = [
  ...(['LINK', 'PAGE', 'OFFSET', 'CURSOR'] as const),
  ...(['CREDENTIAL_REGISTRY', 'CASE', 'CREDLY', 'BADGR', 'OSMT'] as const),
] as const;
export type PagingStyle = (typeof PAGING_STYLES)[number];

/** How an address is asked page by page; what is absent is as usual for the style. */
export interface Paging {
  readonly style: PagingStyle;
  /** Query parameter of the page's number, its offset, or the cursor. */
  readonly parameter?: string;
  /** Query parameter of how many records a page has. */
  readonly sizeParameter?: string;
  readonly size?: number;
  /** Number of the first page. */
  readonly first?: number;
  /** JSON Pointer (RFC 6901) to the list of records in a page. */
  readonly items?: string;
  /** JSON Pointer to the next cursor or address in a page. */
  readonly next?: string;
  readonly pagesAtMost?: number;
}

/** How a moment is written where a host is asked for what changed since. */
export const MOMENT_FORMS = ['INSTANT', 'DAY', 'UNIX_SECONDS'] as const;
export type MomentForm = (typeof MOMENT_FORMS)[number];

/** How a host is asked for what changed since the last reading alone. */
export interface Since {
  readonly parameter: string;
  readonly form: MomentForm;
  /** What the parameter holds, `{since}` being the moment. */
  readonly template: string;
  /** Minutes before the last reading that are asked for again: the host's clock may be behind. */
  readonly overlapMinutes: number;
  /** Days after which all is read again, which alone tells what is gone. */
  readonly fullEveryDays: number;
}

/** How an address is asked. */
export interface Fetching {
  readonly paging?: Paging;
  readonly since?: Since;
}

/** What a complete fetch leaves for the next one. */
export interface LastFetch {
  readonly runId: ImportRunId;
  /** Hash of all a reading depends on beside the file: where that changed, the file is read although it did not. */
  readonly print: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** ISO 8601: when the last fetch that left no record out began; absent without one. */
  readonly since?: string;
  /** ISO 8601: when the last such fetch of all records began. */
  readonly fullAt?: string;
}
