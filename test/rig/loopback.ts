import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** A host on this machine that answers what a test puts there; other paths are 404. */
export interface Loopback {
  readonly url: string;
  /** Paths asked so far, in order. */
  readonly asked: string[];
  put(path: string, body: string | Uint8Array, type?: string): void;
  /** From now on nothing answers, until `wake`. */
  sleep(): void;
  wake(): void;
}

export function loopback(): Loopback {
  const pages = new Map<string, { body: string | Uint8Array; type: string }>();
  const held: { server?: Server; url: string; isAsleep: boolean } = { url: '', isAsleep: false };
  const asked: string[] = [];
  beforeAll(async () => {
    const server = createServer((request, response) => {
      if (held.isAsleep) return request.socket.destroy();
      asked.push(request.url ?? '');
      const page = pages.get(request.url ?? '');
      response.writeHead(page ? 200 : 404, { 'content-type': page?.type ?? 'text/plain' });
      response.end(page?.body ?? 'nothing here');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    Object.assign(held, { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
  afterAll(() => new Promise((resolve) => held.server?.close(resolve)));
  return {
    get url() {
      return held.url;
    },
    asked,
    put: (path, body, type = 'application/json') => pages.set(path, { body, type }),
    sleep: () => {
      held.isAsleep = true;
    },
    wake: () => {
      held.isAsleep = false;
    },
  };
}
