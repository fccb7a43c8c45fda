import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGuardedFetch } from '../../../src/http/index.ts';
import type { Resolve } from '../../../src/verification/index.ts';

/** What an address of the small web answers: a document, bytes, a status, or the address it leads to. */
export type Page =
  | { readonly document: unknown }
  | { readonly bytes: Uint8Array | string }
  | { readonly status: number }
  | { readonly leadsTo: string };

export interface BadgeWeb {
  /** Asks an address of the small web, by a real request through the guarded client; all others are away. */
  readonly resolve: Resolve;
  readonly pages: Map<string, Page>;
  /** Every address that was asked, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A web of its own on loopback: any address, answered by one server. */
export async function startBadgeWeb(): Promise<BadgeWeb> {
  const pages = new Map<string, Page>();
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = decodeURIComponent((request.url ?? '').slice(1));
    asked.push(url);
    const page = pages.get(url);
    if (!page) return response.writeHead(503).end();
    if ('status' in page) return response.writeHead(page.status).end();
    if ('leadsTo' in page) return response.writeHead(302, { location: pathOf(page.leadsTo) }).end();
    return response.writeHead(200).end('document' in page ? JSON.stringify(page.document) : page.bytes);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetch = createGuardedFetch({ allowHosts: ['127.0.0.1'] });
  return {
    pages,
    asked,
    resolve: async (url) => {
      const answer = await fetch(`${base}${pathOf(url)}`);
      if (answer.ok) return { ...answer, url: decodeURIComponent(new URL(answer.url).pathname.slice(1)) };
      return { ...answer, message: answer.message.replaceAll(`${base}${pathOf(url)}`, url) };
    },
    close: async () => {
      await fetch.close();
      await new Promise((done) => server.close(done));
    },
  };
}

const pathOf = (url: string) => `/${encodeURIComponent(url)}`;
