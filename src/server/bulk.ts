import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { PUBLIC } from '../accounts/index.ts';
import { BULK_FILES, streamBulk } from '../feed/index.ts';
import type { Context } from '../graphql/context.ts';
import { refuse } from '../graphql/problems.ts';
import { type PlainParts, plainHandler } from './plain.ts';
import { refusal } from './refusal.ts';

/** What a download takes of its client's hour, whatever its size; and how many run at once, in this process. */
const POINTS = { ofOne: 20, ofAll: 60 } as const;
const AT_ONCE = { ofClient: 2, ofAll: 8 } as const;
const COME_BACK_SECONDS = 30;

/** `GET /bulk/credentials.ndjson` and so on: everything the hub publishes, made as it is sent. Read as the lists of the API are. */
export function addBulk(app: FastifyInstance, parts: PlainParts): void {
  const running = new Map<string, number>();
  const answer = async (context: Context, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const [, name = ''] = /^(\w+)\.ndjson$/u.exec((request.params as { file: string }).file) ?? [];
    const nouns = Object.hasOwn(BULK_FILES, name) ? BULK_FILES[name] : undefined;
    if (!nouns) return refuse('NOT_FOUND', `there is ${Object.keys(BULK_FILES).join(', ')}, each .ndjson`);
    const leave = enter(running, context.client ?? 'administrator');
    try {
      await parts.spend(context, nouns.length > 1 ? POINTS.ofAll : POINTS.ofOne);
      const { cursor, pieces } = await streamBulk(context.db, nouns, context.now);
      reply.headers({ 'tessera-changes-cursor': cursor, 'cache-control': 'no-store', vary: 'accept-encoding' });
      reply.type('application/x-ndjson; charset=utf-8');
      const lines = Readable.from(pieces, { objectMode: false }).once('close', leave);
      const isGzip = new Negotiator(request).encodings(['gzip', 'identity'])[0] === 'gzip';
      if (!isGzip) return reply.send(lines);
      const packed = createGzip();
      // Either end may break off: the other one must not be left waiting.
      lines.once('error', (error) => packed.destroy(error));
      packed.once('close', () => lines.destroy());
      return reply.header('content-encoding', 'gzip').send(lines.pipe(packed));
    } catch (error) {
      leave();
      throw error;
    }
  };
  app.get('/bulk/:file', plainHandler(parts, { rule: PUBLIC, points: 0 }, answer));
}

/** Counts a client's download in, and returns what counts it out, once. @throws GraphQLError RATE_LIMITED */
function enter(running: Map<string, number>, client: string): () => void {
  const own = running.get(client) ?? 0;
  const all = [...running.values()].reduce((sum, count) => sum + count, 0);
  if (own >= AT_ONCE.ofClient || all >= AT_ONCE.ofAll) {
    const whose = own >= AT_ONCE.ofClient ? 'of yours' : 'in all';
    const message = `${own >= AT_ONCE.ofClient ? own : all} downloads ${whose} are under way, which is the most; come back when one has ended`;
    throw refusal('RATE_LIMITED', message, { status: 429, retryAfter: COME_BACK_SECONDS });
  }
  running.set(client, own + 1);
  let hasLeft = false;
  return () => {
    if (hasLeft) return;
    hasLeft = true;
    const left = (running.get(client) ?? 1) - 1;
    if (left > 0) running.set(client, left);
    else running.delete(client);
  };
}
