import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createDownload } from '../../src/http/index.ts';
import { fetchPages, holdNothing } from '../../src/imports/fetch-pages.ts';
import { isStale, nextMoment } from '../../src/imports/schedule.ts';
import { sinceLast } from '../../src/imports/since.ts';
import type { Paging } from '../../src/provenance/index.ts';
import { sourceHost } from '../rig/source-host.ts';

const host = sourceHost();
const download = createDownload({ allowHosts: ['127.0.0.1'], perSecond: 1_000, retries: 0 });
const folder = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => download.close());
beforeEach(() => {
  host.asked = [];
});

async function pagesOf(path: string, paging: Paging) {
  let count = 0;
  const fetched = await fetchPages(
    host.url(path),
    paging,
    async (url) => {
      count += 1;
      const file = { url, path: join(folder, String(count)), atMost: 1_000_000 };
      return { ...(await download(file)), path: file.path };
    },
    () => true,
  );
  return fetched.ok ? { ...fetched, asked: host.asked.map(({ path }) => path) } : fetched;
}
/** A host of some records that gives 3 at once at most, whatever it is asked for. */
const records = (all: number, at: (query: URLSearchParams) => number, headers: object = {}) => {
  host.answer = ({ url = '' }, response) => {
    const from = at(new URL(url, 'http://x').searchParams);
    const data = Array.from({ length: Math.max(0, Math.min(3, all - from)) }, (_, index) => ({ id: from + index }));
    response.writeHead(200, { ...headers }).end(JSON.stringify({ meta: from, data }));
  };
};

test.each([
  [7, ['0', '3', '6']],
  [6, ['0', '3', '6']],
  [2, ['0', '2']],
  [0, ['0']],
])(
  'of %i records counted by offset all are read, from a host that gives fewer at once than it is asked',
  async (all, offsets) => {
    records(all, (query) => Number(query.get('offset')));
    const read = await pagesOf('/', { style: 'OFFSET', items: '/data' });
    expect(read).toMatchObject({ doubts: [], asked: offsets.map((offset) => `/?limit=100&offset=${offset}`) });
  },
);

test('numbered pages are read up to the shorter one, and no further where the host says how many records there are', async () => {
  records(7, (query) => 3 * (Number(query.get('page')) - 1));
  expect(await pagesOf('/', { style: 'PAGE' })).toMatchObject({ doubts: [], files: [{}, {}, {}] });
  host.asked = [];
  records(6, (query) => 3 * Number(query.get('n')), { 'x-total-count': '6' });
  const paging = { style: 'PAGE', parameter: 'n', sizeParameter: 'size', size: 3, first: 0 } as const;
  expect(await pagesOf('/', paging)).toMatchObject({ asked: ['/?size=3&n=0', '/?size=3&n=1'], doubts: [] });
});

test('a host that gives fewer records than it says is doubted', async () => {
  records(4, (query) => Number(query.get('offset')), { total: '9' });
  expect(await pagesOf('/', { style: 'OFFSET' })).toMatchObject({ doubts: [{ code: 'PAGES_INCOMPLETE' }] });
});

test('more pages than are allowed are doubted', async () => {
  records(1_000, (query) => Number(query.get('offset')));
  expect(await pagesOf('/', { style: 'OFFSET', pagesAtMost: 2 })).toMatchObject({
    ...{ files: [{}, {}], doubts: [{ code: 'PAGES_INCOMPLETE' }] },
  });
});

test('a body says what is next by an address or a cursor', async () => {
  host.answer = ({ url = '' }, response) => {
    const isLast = url.includes('2');
    const metadata = { next_page_url: isLast ? null : '/templates?page=2' };
    response.end(JSON.stringify({ data: [url], metadata, next: isLast ? '' : 'c2' }));
  };
  expect(await pagesOf('/templates', { style: 'CREDLY' })).toMatchObject({
    asked: ['/templates', '/templates?page=2'],
  });
  host.asked = [];
  expect(await pagesOf('/t', { style: 'CURSOR', parameter: 'cursor' })).toMatchObject({
    asked: ['/t', '/t?cursor=c2'],
  });
});

test('of a CASE host the package of each document is read, under the path its list was asked at', async () => {
  host.answer = ({ url = '' }, response) => {
    const documents = url.includes('offset=0') ? [{ identifier: 'a/b' }, { identifier: 'c' }] : [];
    response.end(JSON.stringify(url.includes('CFPackages') ? { CFDocument: { url } } : { CFDocuments: documents }));
  };
  expect(await pagesOf('/ims/case/v1p1/', { style: 'CASE' })).toMatchObject({
    files: [{ name: 'a_b.json' }, { name: 'c.json' }],
    asked: [
      '/ims/case/v1p1/CFDocuments?limit=100&offset=0',
      '/ims/case/v1p1/CFDocuments?limit=100&offset=2',
      '/ims/case/v1p1/CFPackages/a%2Fb',
      '/ims/case/v1p1/CFPackages/c',
    ],
  });
});

test('a page that does not come fails all of them', async () => {
  host.answer = ({ url = '' }, response) =>
    void (url.includes('offset=0') ? response.end('[1]') : response.writeHead(404).end());
  expect(await pagesOf('/', { style: 'OFFSET' })).toMatchObject({ ok: false, reason: 'NOT_FOUND' });
  host.answer = (_request, response) => void response.end('<html>');
  expect(await pagesOf('/', { style: 'OFFSET' })).toMatchObject({ ok: false });
});

test('pages in which no record stands hold nothing', async () => {
  records(0, () => 0);
  const none = await pagesOf('/', { style: 'OFFSET' });
  expect(none.ok && (await holdNothing(none.files))).toBe(true);
  records(1, () => 0);
  const one = await pagesOf('/', { style: 'OFFSET', pagesAtMost: 1 });
  expect(one.ok && (await holdNothing(one.files))).toBe(false);
});

const at = (text: string) => new Date(`${text}Z`);
test.each([
  ['before any reading', null, '2026-03-10T00:00', 'https://r.example/?a=b'],
  [
    'soon after one',
    '2026-03-09T12:00',
    '2026-03-10T00:00',
    'https://r.example/?a=b&f=%3E2026-03-09T11%3A00%3A00.000Z',
  ],
  ['when all is due again', '2026-03-09T12:00', '2026-04-09T00:00', 'https://r.example/?a=b'],
])('what changed is asked for %s as it must be', (_when, read, now, url) => {
  const since = {
    parameter: 'f',
    form: 'INSTANT',
    template: '>{since}',
    overlapMinutes: 60,
    fullEveryDays: 30,
  } as const;
  const last =
    read === null
      ? null
      : { runId: 1 as never, print: '', since: at(read).toISOString(), fullAt: at(read).toISOString() };
  expect(sinceLast('https://r.example/?a=b', since, last, at(now))).toEqual({ url, isDelta: url.includes('f=') });
});

test('a schedule names moments in UTC, and a source is behind once two of them passed', () => {
  expect(nextMoment('30 4 * * *', at('2026-03-10T04:30'))).toEqual(at('2026-03-11T04:30'));
  const source = { schedule: '30 4 * * *', readAt: at('2026-03-10T04:31'), createdAt: at('2026-01-01T00:00') };
  expect(['2026-03-11T05:00', '2026-03-12T04:29', '2026-03-12T04:30'].map((now) => isStale(source, at(now)))).toEqual([
    ...[false, false, true],
  ]);
});
