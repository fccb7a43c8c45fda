import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGuardedFetch, type GuardedFetch, remember } from '../../src/http/index.ts';

/** A server that must never be reached, and one that may. */
let canary: Server;
let open: Server;
let answer: RequestListener;
let hits: number;
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const made: GuardedFetch[] = [];

beforeAll(async () => {
  canary = createServer((_request, response) => {
    hits += 1;
    response.end('secret');
  });
  open = createServer((request, response) => answer(request, response));
  for (const server of [canary, open]) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  for (const fetch of made) await fetch.close();
  for (const server of [canary, open]) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});
beforeEach(() => {
  hits = 0;
});

function guarded(options: Parameters<typeof createGuardedFetch>[0] = {}): GuardedFetch {
  const fetch = createGuardedFetch(options);
  made.push(fetch);
  return fetch;
}

test.each([
  'http://127.0.0.1:PORT/',
  'http://0x7f000001:PORT/',
  'http://2130706433:PORT/',
  'http://127.1:PORT/',
  'http://0.0.0.0:PORT/',
  'http://[::1]:PORT/',
  'http://[::7f00:1]:PORT/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://localhost:PORT/',
  'http://localhost.:PORT/',
  'http://10.0.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://100.64.0.1/',
  'http://224.0.0.1/',
  'http://user:password@college.example/',
  'ftp://college.example/badge',
  'file:///etc/passwd',
  'no address',
])('%s is refused before anything is sent', async (url) => {
  const fetched = await guarded()(url.replace('PORT', String(portOf(canary))));
  expect({ fetched, hits }).toEqual({
    fetched: { ok: false, reason: 'REFUSED', message: expect.stringContaining('may not be asked') },
    hits: 0,
  });
});

test('a name that stands for a private address is refused when the connection is made', async () => {
  const lookup = (_host: string, _options: object, callback: (error: null, found: object[]) => void) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }]);
  const fetched = await guarded({ lookup: lookup as never })('http://college.example/badge');
  expect(fetched).toMatchObject({ ok: false, reason: 'REFUSED' });
});

test('a name that changes its meaning between two looks is judged by the one that counts', async () => {
  let looks = 0;
  const lookup = (_host: string, _options: object, callback: (error: null, found: object[]) => void) => {
    looks += 1;
    callback(null, [
      { address: looks === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]);
  };
  expect(await guarded({ lookup: lookup as never })('http://college.example/badge')).toMatchObject({
    ok: false,
    reason: 'REFUSED',
  });
  expect(hits).toBe(0);
});

test('a redirect into a private network is refused, and not asked', async () => {
  answer = (_request, response) => response.writeHead(302, { location: `http://127.0.0.1:${portOf(canary)}/` }).end();
  const lookup = (_host: string, _options: object, callback: (error: null, found: object[]) => void) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }]);
  const fetched = await guarded({ allowHosts: ['open.example'], lookup: lookup as never })(
    `http://open.example:${portOf(open)}/`,
  );
  expect({ fetched, hits }).toEqual({ fetched: expect.objectContaining({ ok: false, reason: 'REFUSED' }), hits: 0 });
});

const local = (more: object = {}) => guarded({ allowHosts: ['127.0.0.0/8'], ...more });
const address = () => `http://127.0.0.1:${portOf(open)}/a`;

test('a company names its own networks, and those are asked', async () => {
  answer = (_request, response) => response.end('{"id":1}');
  const fetched = await local()(address());
  expect(fetched.ok && Buffer.from(fetched.body).toString()).toBe('{"id":1}');
});

test('redirects are followed to their end, five at most', async () => {
  answer = (request, response) =>
    request.url === '/end'
      ? response.end('x')
      : response.writeHead(302, { location: request.url === '/a' ? '/b' : '/end' }).end();
  expect(await local()(address())).toMatchObject({ ok: true, url: expect.stringMatching(/\/end$/u) });
  answer = (_request, response) => response.writeHead(302, { location: '/a' }).end();
  expect(await local()(address())).toMatchObject({
    ok: false,
    reason: 'UNREACHABLE',
    message: expect.stringContaining('more than 5 times'),
  });
});

test.each([
  [404, 'NOT_FOUND'],
  [403, 'NOT_FOUND'],
  [410, 'GONE'],
  [429, 'UNREACHABLE'],
  [500, 'UNREACHABLE'],
  [304, 'UNREACHABLE'],
])('HTTP %i is %s', async (status, reason) => {
  answer = (_request, response) => response.writeHead(status).end();
  expect(await local()(address())).toMatchObject({ ok: false, reason });
});

test('an answer that is larger than allowed is cut off', async () => {
  answer = (_request, response) => response.end(Buffer.alloc(300_000));
  expect(await local({ maxBytes: 100_000 })(address())).toMatchObject({ ok: false, reason: 'TOO_LARGE' });
});

test('an answer that would unpack to gigabytes is never unpacked', async () => {
  const zipped = gzipSync(Buffer.alloc(20_000_000));
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(zipped);
  const fetched = await local()(address());
  expect(fetched.ok && fetched.body.length).toBe(zipped.length);
});

test('an answer that never ends is given up', async () => {
  answer = (_request, response) => void response.writeHead(200).write('{');
  expect(await local({ timeoutMs: 300 })(address())).toMatchObject({
    ok: false,
    reason: 'UNREACHABLE',
    message: expect.stringContaining('within 0.3 seconds'),
  });
});

test('an answer is remembered as long as its asker takes, and failures are not', async () => {
  let asked = 0;
  answer = (_request, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(500);
    response.end('x');
  };
  const fetch = remember(local());
  expect(await fetch(address())).toMatchObject({ ok: false });
  const first = await fetch(address());
  expect(await fetch(address())).toEqual(first);
  expect(await fetch(address(), { maxAgeSeconds: -1 })).toMatchObject({ ok: true });
  expect(asked).toBe(3);
});
