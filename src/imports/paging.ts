import type { Paging, PagingStyle } from '../provenance/index.ts';

/** How pages are told apart and asked for, with nothing left open. */
export interface PagingPlan {
  /** LINK: the header says what is next. CURSOR: the body does. PAGE and OFFSET: counted by us. */
  readonly way: 'LINK' | 'CURSOR' | 'PAGE' | 'OFFSET';
  /** Query parameter that is counted or holds the cursor; null where the next address says all. */
  readonly parameter: string | null;
  readonly sizeParameter: string | null;
  readonly size: number;
  readonly first: number;
  readonly items: string | null;
  readonly next: string | null;
  readonly pagesAtMost: number;
  /** What is read of each page: itself, or a package for each document it lists. */
  readonly reads: 'PAGES' | 'CASE_PACKAGES';
}

const USUAL: PagingPlan = {
  ...{ way: 'LINK', parameter: null, sizeParameter: null, size: 100, first: 1 },
  ...{ items: null, next: null, pagesAtMost: 1_000, reads: 'PAGES' },
};

/**
 * The styles. Sources: RFC 8288 (LINK); Credential Registry, `app/api/v1` (`page`, `per_page`; headers `Link`, `Total`,
 * `Per-Page`); CASE 1.0 and 1.1, getAllCFDocuments (`limit`, `offset`) and getCFPackage; Credly, `metadata.next_page_url`; Badgr
 * (header `Link`); OSMT `/api/v3/skills` (`size`, header `Link`).
 */
const STYLES: Readonly<Record<PagingStyle, Partial<PagingPlan>>> = {
  LINK: {},
  PAGE: { way: 'PAGE', parameter: 'page', sizeParameter: 'per_page' },
  OFFSET: { way: 'OFFSET', parameter: 'offset', sizeParameter: 'limit' },
  CURSOR: { way: 'CURSOR', next: '/next' },
  CREDENTIAL_REGISTRY: { sizeParameter: 'per_page' },
  CASE: {
    ...{ way: 'OFFSET', parameter: 'offset', sizeParameter: 'limit', items: '/CFDocuments' },
    reads: 'CASE_PACKAGES',
  },
  CREDLY: { way: 'CURSOR', next: '/metadata/next_page_url' },
  BADGR: {},
  OSMT: { sizeParameter: 'size' },
};

/** How an address is read page by page: what its owner stated, else what is usual for the style. */
export function planOf({ style, ...stated }: Paging): PagingPlan {
  return { ...USUAL, ...STYLES[style], ...stated };
}

/** The address of the first page. */
export function firstPage(url: string, plan: PagingPlan): string {
  const page = new URL(url);
  if (plan.reads === 'CASE_PACKAGES') page.pathname = `${caseBase(page)}/CFDocuments`;
  if (plan.sizeParameter !== null && !page.searchParams.has(plan.sizeParameter)) {
    page.searchParams.set(plan.sizeParameter, String(plan.size));
  }
  if (plan.way === 'PAGE') page.searchParams.set(plan.parameter ?? 'page', String(plan.first));
  if (plan.way === 'OFFSET') page.searchParams.set(plan.parameter ?? 'offset', '0');
  return page.href;
}

/** The address of a document's package, on the host and under the path its list was asked at. */
export function casePackage(url: string, identifier: string): string {
  const page = new URL(url);
  page.pathname = `${caseBase(page)}/CFPackages/${encodeURIComponent(identifier)}`;
  page.search = '';
  return page.href;
}

/** Up to the version of CASE: `/ims/case/v1p1`, with or without `/CFDocuments` behind it. */
function caseBase({ pathname }: URL): string {
  return pathname.replace(/\/+$/u, '').replace(/\/CFDocuments$/u, '');
}

/** What has been read of an address so far. */
export interface PagesRead {
  readonly pages: number;
  readonly records: number;
  /** Records of the fullest page. */
  readonly largest: number;
}

/** What one page says of the next. */
export interface PageSaid {
  readonly url: string;
  /** Of the header `Link` with `rel="next"`; null where there is none. */
  readonly link: string | null;
  /** Its body, where what is next stands in it or is counted by it. */
  readonly body: unknown;
  /** Records in all, as the host says; null where it does not. */
  readonly total: number | null;
}

/**
 * The address of the next page; null behind the last one. A page of fewer records than the fullest one is the last, unless the
 * host says there are more: it may give fewer at once than it is asked for, but as many each time.
 *
 * @param read  the page in hand counted
 */
export function nextPage(plan: PagingPlan, said: PageSaid, read: PagesRead, count: number): string | null {
  switch (plan.way) {
    case 'LINK':
      return said.link;
    case 'CURSOR': {
      const next = pointedAt(said.body, plan.next ?? '/next');
      if (typeof next !== 'string' || next === '') return null;
      return plan.parameter === null ? absolute(next, said.url) : withParameter(said.url, plan.parameter, next);
    }
    case 'PAGE':
    case 'OFFSET': {
      if (count === 0) return null;
      if (said.total !== null ? read.records >= said.total : read.pages > 1 && count < read.largest) return null;
      const value = plan.way === 'PAGE' ? plan.first + read.pages : read.records;
      return withParameter(said.url, plan.parameter ?? plan.way.toLowerCase(), String(value));
    }
  }
}

function absolute(next: string, base: string): string | null {
  return URL.canParse(next, base) ? new URL(next, base).href : null;
}

function withParameter(url: string, name: string, value: string): string {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next.href;
}

/** The records of a page: where the pointer says, else the page itself or the first list in it. */
export function itemsOf(body: unknown, pointer: string | null): readonly unknown[] {
  const found = pointer === null ? body : pointedAt(body, pointer);
  if (Array.isArray(found)) return found;
  if (pointer !== null || found === null || typeof found !== 'object') return [];
  return Object.values(found).find((value) => Array.isArray(value)) ?? [];
}

/** What a JSON Pointer leads to; undefined where it leads nowhere. Source: RFC 6901. */
export function pointedAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const part of pointer.split('/').slice(1)) {
    if (at === null || typeof at !== 'object') return undefined;
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    at = Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined;
  }
  return at;
}
