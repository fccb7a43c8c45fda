import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDownload, type Download } from '../../src/http/index.ts';

/** Servers that answer what a test puts there: one that may be asked, one whose host is another, one that may not be asked. */
let answer: RequestListener;
let elsewhere: RequestListener;
let hits: number;
let asked: { path: string; headers: Record<string, unknown> }[];
const servers: Record<string, Server> = {};
const made: Download[] = [];
const folder = mkdtempSync(join(tmpdir(), 'download-'));
const path = join(folder, 'file');

beforeAll(async () => {
  servers.open = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    answer(request, response);
  });
  servers.elsewhere = createServer((request, response) => {
    asked.push({ path: `elsewhere${request.url}`, headers: request.headers });
    elsewhere(request, response);
  });
  servers.canary = createServer((_request, response) => {
    hits += 1;
    response.end('secret');
  });
  await listen(servers.open, '127.0.0.1');
  await listen(servers.elsewhere, '127.0.0.1');
  await listen(servers.canary, '127.0.0.2');
});
afterAll(async () => {
  for (const download of made) await download.close();
  for (const server of Object.values(servers)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});
beforeEach(() => {
  rmSync(path, { force: true });
  hits = 0;
  asked = [];
});

const listen = (server: { listen: Server['listen'] }, host: string) =>
  new Promise<void>((done) => server.listen(0, host, done));
const urlOf = (name: string, at = '/') => {
  const { address, port } = (servers[name] as Server).address() as AddressInfo;
  return `http://${address}:${port}${at}`;
};
function fetchWith(settings: Parameters<typeof createDownload>[0] = {}, more: object = {}) {
  const download = createDownload({
    ...{ allowHosts: ['127.0.0.1'], retryMs: 1, perSecond: 1_000, idleMs: 2_000 },
    ...settings,
  });
  made.push(download);
  return download({ url: urlOf('open'), path, atMost: 1_000_000, ...more });
}
const onDisk = () => readFileSync(path, 'utf8');
/** Breaks off once some of the answer lies on the disk: what has come but lies nowhere is lost with the connection. */
function breakOff(response: ServerResponse): void {
  const isSomeThere = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (isSomeThere) response.destroy();
  else setImmediate(() => breakOff(response));
}

test('a file comes to the disk whole, and says by what it is known again', async () => {
  answer = (_request, response) =>
    response.writeHead(200, { etag: '"1"', 'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT' }).end('a,b\n1,2\n');
  expect(await fetchWith()).toEqual({
    ...{ ok: true, isUnchanged: false, bytes: 8, url: urlOf('open'), link: '', total: null },
    validators: { etag: '"1"', lastModified: 'Mon, 02 Nov 2026 10:00:00 GMT' },
  });
  expect(onDisk()).toBe('a,b\n1,2\n');
});

test('what is known is asked for only where it changed', async () => {
  answer = (_request, response) => response.writeHead(304).end();
  const known = { etag: '"1"', lastModified: 'Mon, 02 Nov 2026 10:00:00 GMT' };
  expect(await fetchWith({ userAgent: 'Tessera (+https://hub.example)' }, { known })).toEqual({
    ok: true,
    isUnchanged: true,
  });
  expect(asked[0]?.headers).toMatchObject({
    ...{ 'if-none-match': '"1"', 'if-modified-since': 'Mon, 02 Nov 2026 10:00:00 GMT' },
    'user-agent': 'Tessera (+https://hub.example)',
  });
});

test('a host that breaks off is asked for the rest, where it offers that', async () => {
  const whole = 'x'.repeat(50_000) + 'y'.repeat(50_000);
  answer = (request, response) => {
    const from = Number(/\d+/u.exec(String(request.headers.range))?.[0] ?? 0);
    const headers = { etag: '"1"', 'accept-ranges': 'bytes', 'content-length': whole.length - from };
    if (from > 0) {
      response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-99999/100000` }).end(whole.slice(from));
      return;
    }
    response.writeHead(200, headers).write(whole.slice(0, 60_000));
    breakOff(response);
  };
  expect(await fetchWith()).toMatchObject({ ok: true, bytes: 100_000 });
  expect(onDisk() === whole).toBe(true);
  expect(asked.at(-1)?.headers).toMatchObject({ range: expect.stringMatching(/^bytes=\d+-$/u), 'if-range': '"1"' });
});

test('a file that changed after its host broke off comes from the start: two states are never mixed', async () => {
  answer = (request, response) => {
    const isSecond = request.headers.range !== undefined;
    const body = (isSecond ? 'new ' : 'old ').repeat(20_000);
    response.writeHead(200, {
      etag: isSecond ? '"2"' : '"1"',
      'accept-ranges': 'bytes',
      'content-length': body.length,
    });
    if (isSecond) response.end(body);
    else {
      response.write(body.slice(0, 60_000));
      breakOff(response);
    }
  };
  expect(await fetchWith()).toMatchObject({ ok: true, validators: { etag: '"2"' } });
  expect(onDisk()).toBe('new '.repeat(20_000));
});

test.each([
  ['fewer bytes than the host said', { 'content-length': '100000' }],
  ['chunks without the last', { 'transfer-encoding': 'chunked' }],
])('%s are no file', async (_what, headers) => {
  answer = (_request, response) => {
    response.writeHead(200, headers).write('x'.repeat(1_000), () => setImmediate(() => response.destroy()));
  };
  expect(await fetchWith({ retries: 1 })).toMatchObject({ ok: false, reason: 'UNREACHABLE' });
  expect(asked.length).toBe(2);
});

test('an answer that does not say where it ends is no file', async () => {
  answer = (_request, response) => {
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200, { connection: 'close' }).end('a,b');
  };
  expect(await fetchWith()).toMatchObject({
    ok: false,
    message: expect.stringContaining('does not say where its answer ends'),
  });
});

test.each([
  [503, '0'],
  [429, new Date(0).toUTCString()],
  [500, undefined],
])('after HTTP %i with Retry-After %s it is asked again', async (status, retryAfter) => {
  answer = (_request, response) => {
    if (asked.length < 3)
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end();
    else response.end('whole');
  };
  expect(await fetchWith()).toMatchObject({ ok: true, bytes: 5 });
  expect(asked.length).toBe(3);
});

test.each(['86400', new Date(Date.now() + 86_400_000).toUTCString()])(
  'a host that wants to be left alone for a day (%s) is asked once',
  async (retryAfter) => {
    answer = (_request, response) => response.writeHead(503, { 'retry-after': retryAfter }).end();
    expect(await fetchWith()).toMatchObject({ ok: false, message: expect.stringContaining('to be left alone for 86') });
    expect(asked.length).toBe(1);
  },
);

test.each([
  [404, 'NOT_FOUND'],
  [401, 'NOT_FOUND'],
  [410, 'GONE'],
])('HTTP %i is final: %s', async (status, reason) => {
  answer = (_request, response) => response.writeHead(status).end();
  expect(await fetchWith()).toMatchObject({ ok: false, reason });
  expect(asked.length).toBe(1);
});

test('gzip is unpacked, counted as it comes out', async () => {
  const text = Array.from({ length: 10_000 }, (_, row) => `${row},${row * 7919}\n`).join('');
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
  expect(await fetchWith()).toMatchObject({ ok: true, bytes: text.length });
  expect(onDisk() === text).toBe(true);
  expect(await fetchWith({}, { atMost: 100_000 })).toMatchObject({ ok: false, reason: 'TOO_LARGE' });
});

test('a gzip bomb is refused before it has filled anything', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  expect(await fetchWith({}, { atMost: 1e9 })).toMatchObject({
    ...{ ok: false, reason: 'TOO_LARGE', message: expect.stringContaining('packed more than 100 times') },
  });
});

test('a body that never ends is cut off where the largest file ends', async () => {
  answer = (_request, response) => {
    const more = () => void (response.destroyed || response.write(Buffer.alloc(65_536), more));
    more();
  };
  expect(await fetchWith()).toMatchObject({ ok: false, reason: 'TOO_LARGE' });
  answer = (_request, response) => void response.writeHead(200, { 'content-length': '99999999999' }).write('x');
  expect(await fetchWith()).toMatchObject({ ok: false, reason: 'TOO_LARGE' });
});

test('a host that drips its answer is let go', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write('x')), 20);
  };
  expect(await fetchWith({ idleMs: 300, retries: 0 })).toMatchObject({
    ok: false,
    message: expect.stringContaining('sends less than 1024 bytes in 0.3 seconds'),
  });
});

test('a host that drips its headers is let go', async () => {
  const dripping = createSocketServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write('x: y\r\n')), 20);
    socket.on('error', () => {});
  });
  await listen(dripping as never, '127.0.0.1');
  const { port } = dripping.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  expect(await fetchWith({ idleMs: 300, retries: 0, totalMs: 3_000 }, { url })).toMatchObject({
    ...{ ok: false, reason: 'UNREACHABLE' },
  });
  await new Promise((done) => dripping.close(done));
});

test('credentials are sent to the host they are for, and to no other, however it leads there', async () => {
  const secretHeaders = { authorization: 'Bearer s3cret' };
  answer = (request, response) => {
    if (request.url === '/back') response.end('whole');
    else if (request.url === '/same') response.writeHead(302, { location: urlOf('elsewhere') }).end();
    else response.writeHead(302, { location: '/same' }).end();
  };
  elsewhere = (_request, response) => response.writeHead(302, { location: urlOf('open', '/back') }).end();
  expect(await fetchWith({}, { secretHeaders })).toMatchObject({ ok: true });
  expect(asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ['/', 'Bearer s3cret'],
    ['/same', 'Bearer s3cret'],
    ['elsewhere/', undefined],
    ['/back', undefined],
  ]);
});

test('a redirect to a host that may not be asked is refused, and that host not asked', async () => {
  answer = (_request, response) => response.writeHead(302, { location: urlOf('canary') }).end();
  expect(await fetchWith()).toMatchObject({ ok: false, reason: 'REFUSED' });
  expect({ hits, asked: asked.length }).toEqual({ hits: 0, asked: 1 });
});

test('a host has one connection at a time', async () => {
  let [now, most] = [0, 0];
  answer = (_request, response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      response.end('x');
    }, 20);
  };
  const download = createDownload({ allowHosts: ['127.0.0.1'], perSecond: 100 });
  made.push(download);
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) =>
    download({ url: urlOf('open'), path: join(folder, name), atMost: 10 }),
  );
  expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true);
  expect(most).toBe(1);
});

test('a process that is told to stop stops fetching at once', async () => {
  const stopping = new AbortController();
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('x');
    stopping.abort(new Error('the process is stopping'));
  };
  await expect(fetchWith({}, { signal: stopping.signal })).rejects.toThrow('the process is stopping');
});
