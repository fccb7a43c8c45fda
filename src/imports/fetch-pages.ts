import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import LinkHeader from 'http-link-header';
import type { Issue } from '../formats/format.ts';
import { parseJson } from '../formats/index.ts';
import type { Downloaded, Whole } from '../http/index.ts';
import type { Paging } from '../provenance/index.ts';
import { casePackage, firstPage, itemsOf, nextPage, type PagingPlan, planOf } from './paging.ts';

/** A file that was fetched. */
export interface FetchedFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** All pages of an address, or why they did not all come. */
export type PagesFetched =
  | { readonly ok: true; readonly files: readonly FetchedFile[]; readonly doubts: readonly Issue[] }
  | Extract<Downloaded, { ok: false }>;

/** Fetches one file to a path of its own. */
export type FetchFile = (url: string) => Promise<Downloaded & { readonly path: string }>;

/** A page is held in memory to look for what is next in it. */
const PAGE_AT_MOST = 32 * 1024 * 1024;

/**
 * Fetches an address page by page, to its last. Each page's body is a file, named by its number; of a list of CASE documents the
 * packages are. A page that comes twice, more pages than are allowed or fewer records than the host says end the reading with a
 * doubt: what was read counts, and nothing is taken for gone.
 *
 * @param mayLeave  whether a next page may be at an address on another host
 */
export async function fetchPages(
  url: string,
  paging: Paging,
  fetchFile: FetchFile,
  mayLeave: (url: string) => boolean,
): Promise<PagesFetched> {
  const plan = planOf(paging);
  const files: FetchedFile[] = [];
  const packages: string[] = [];
  const [addresses, bodies] = [new Set<string>(), new Set<string>()];
  const end = (doubt: string | null) =>
    fetchPackages(url, packages, files, doubt === null ? [] : [doubtOf(doubt)], fetchFile);
  let read = { pages: 0, records: 0, largest: 0 };
  let total: number | null = null;

  for (let at: string | null = firstPage(url, plan); at !== null; ) {
    if (read.pages >= plan.pagesAtMost) return end(`there are more than ${plan.pagesAtMost} pages; raise pagesAtMost`);
    if (!mayLeave(at)) {
      const message = `page ${read.pages + 1} is at ${new URL(at).host}, another host, which is not one of those set up here`;
      return { ok: false, reason: 'REFUSED', message };
    }
    addresses.add(at);
    const name = `page-${String(read.pages + 1).padStart(5, '0')}.json`;
    const page = await fetchFile(at);
    if (!page.ok) return page;
    if (page.isUnchanged) throw new Error(`${at} answers that it is unchanged, which it was not asked`);
    const hash = await hashOf(page.path);
    if (bodies.has(hash)) return end(`page ${read.pages + 1} is the same as one before`);
    bodies.add(hash);
    const body = needsBody(plan) ? await bodyOf(page) : undefined;
    if (body === UNREADABLE) {
      return {
        ok: false,
        reason: 'NOT_FOUND',
        message: `${at} answers no JSON of at most 32 MB, though it is read page by page`,
      };
    }
    const items = itemsOf(body, plan.items);
    read = {
      ...{ pages: read.pages + 1, records: read.records + items.length },
      largest: Math.max(read.largest, items.length),
    };
    total = page.total ?? total;
    if (plan.reads === 'CASE_PACKAGES') packages.push(...items.flatMap(identifierOf));
    else if (!needsBody(plan) || items.length > 0 || read.pages === 1) {
      files.push({ name, path: page.path, bytes: page.bytes });
    }
    at = nextPage(plan, { url: at, link: linkOf(page), body, total }, read, items.length);
    if (at !== null && addresses.has(at)) return end(`page ${read.pages} leads back to one before`);
  }
  const isShort = needsBody(plan) && total !== null && read.records < total;
  return end(isShort ? `the host says there are ${total} records, and gave ${read.records}` : null);
}

/** A LINK page may be of any format: nothing in it is looked at. */
function needsBody({ way }: PagingPlan): boolean {
  return way !== 'LINK';
}

/** Fetches the package of each document that was listed, where documents were. */
async function fetchPackages(
  url: string,
  packages: readonly string[],
  pages: readonly FetchedFile[],
  doubts: readonly Issue[],
  fetchFile: FetchFile,
): Promise<PagesFetched> {
  const files = [...pages];
  for (const identifier of new Set(packages)) {
    const name = `${identifier.replaceAll(/[^\w-]/gu, '_').slice(0, 100)}.json`;
    const fetched = await fetchFile(casePackage(url, identifier));
    if (!fetched.ok) return fetched;
    if (!fetched.isUnchanged) files.push({ name, path: fetched.path, bytes: fetched.bytes });
  }
  return { ok: true, files, doubts };
}

function identifierOf(document: unknown): string[] {
  const { identifier } = (document ?? {}) as { identifier?: unknown };
  return typeof identifier === 'string' && identifier !== '' ? [identifier] : [];
}

function linkOf({ link, url }: Whole): string | null {
  if (link === '') return null;
  try {
    const [next] = LinkHeader.parse(link).rel('next');
    return next && URL.canParse(next.uri, url) ? new URL(next.uri, url).href : null;
  } catch {
    // A header that is none says nothing of a next page.
    return null;
  }
}

const UNREADABLE = Symbol('unreadable');

async function bodyOf({ path, bytes }: { path: string; bytes: number }): Promise<unknown> {
  if (bytes > PAGE_AT_MOST) return UNREADABLE;
  const parsed = parseJson(await readFile(path, 'utf8'));
  return 'value' in parsed ? parsed.value : UNREADABLE;
}

/** Whether files are JSON in which no record stands: what a host answers that is asked for news and has none. */
export async function holdNothing(files: readonly FetchedFile[]): Promise<boolean> {
  for (const file of files) {
    const body = await bodyOf(file);
    if (body === UNREADABLE || body === null || typeof body !== 'object') return false;
    const lists = Array.isArray(body) ? [body] : Object.values(body).filter((value) => Array.isArray(value));
    if (lists.length === 0 || lists.some((list) => list.length > 0)) return false;
  }
  return true;
}

async function hashOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer);
  return digest.digest('hex');
}

function doubtOf(reason: string): Issue {
  const message = `${reason}; what came was read, and nothing is taken for gone`;
  return { severity: 'WARNING', code: 'PAGES_INCOMPLETE', place: { file: 'pages' }, message };
}
