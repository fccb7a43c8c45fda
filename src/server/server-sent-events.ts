import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { type HandlerOptions, type Response } from 'graphql-sse';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import type { Context } from '../graphql/context.ts';
import { LIMITS } from './limits.ts';
import type { Sender } from './sender.ts';
import type { Streams } from './stream.ts';

/** Subscriptions over server-sent events at `/graphql/stream`: one a connection, or many over one (the GraphQL over SSE protocol). */
export function addServerSentEvents(
  app: FastifyInstance,
  streams: Streams,
  contextOf: (sender: Sender) => Promise<Context>,
): void {
  const handler = createHandler({
    async onSubscribe({ raw: sender, context: { reply } }, { query, operationName, variables }) {
      const opened = await streams.open({
        ...{ query, operationName, variables },
        contextOf: () => contextOf(sender),
        isBehind: () => reply.raw.writableLength > 0 && !reply.raw.destroyed,
      });
      return 'errors' in opened ? refused(opened.errors, opened.status) : opened;
    },
    // A stream for many subscriptions is held for who is known, and found by a name nobody can guess.
    async authenticate({ raw: sender, method, headers }) {
      const name = headers.get('x-graphql-event-stream-token');
      const stated = name && name !== 'undefined' ? name : new URL(sender.url, 'http://x').searchParams.get('token');
      if (method !== 'PUT') return stated ?? undefined;
      try {
        const { viewer } = await contextOf(sender);
        if (viewer.role !== 'ANONYMOUS') return sender.id;
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
      }
      const extensions = { code: 'UNAUTHENTICATED', requestId: sender.id };
      return refused([{ message: 'send a key or token as "Authorization: Bearer …"', extensions }], 401);
    },
  } satisfies HandlerOptions<FastifyRequest, { reply: FastifyReply }, undefined> as never);
  app.route({
    url: '/graphql/stream',
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    bodyLimit: LIMITS.bodyBytes,
    handler: async (request, reply) => {
      reply.hijack();
      await handler(request, reply);
    },
  });
}

function refused(errors: readonly object[], status: number): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return [JSON.stringify({ errors }), { status, statusText: '', headers }];
}
