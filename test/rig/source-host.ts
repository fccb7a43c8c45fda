import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** A host on this machine whose answers a test decides; it remembers what it was asked, with which headers. */
export interface SourceHost {
  url(path: string): string;
  answer: RequestListener;
  asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
}

/** Such a host at a loopback address, there from `beforeAll` on. */
export function sourceHost(address = '127.0.0.1'): SourceHost {
  let server: Server;
  const host: SourceHost = {
    url: (path) => `http://${address}:${(server.address() as AddressInfo).port}${path}`,
    answer: (_request, response) => response.writeHead(404).end(),
    asked: [],
  };
  beforeAll(() => {
    server = createServer((request, response) => {
      host.asked.push({ path: request.url ?? '', headers: request.headers });
      host.answer(request, response);
    });
    return new Promise<void>((done) => server.listen(0, address, done));
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return host;
}
