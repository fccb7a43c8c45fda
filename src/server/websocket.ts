import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, parse } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer as serve } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Context } from '../graphql/context.ts';
import { LIMITS } from './limits.ts';
import type { Sender } from './sender.ts';
import type { Streams } from './stream.ts';

/** Headers a browser cannot send with a WebSocket, and sends as `connectionParams` instead. */
const PARAMS = ['authorization', 'tessera-as', 'accept-language'] as const;

/** The library looks at a document for its kind of operation only. */
const ANY_SUBSCRIPTION = parse('subscription { __typename }');

/**
 * Subscriptions over WebSocket at `/graphql` (the graphql-transport-ws protocol).
 *
 * @returns a function that closes all sockets
 */
export function addWebSocket(
  app: FastifyInstance,
  streams: Streams,
  contextOf: (sender: Sender) => Promise<Context>,
): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.bodyBytes });
  const { dispose } = serve<Record<string, unknown>>(
    {
      async onSubscribe({ connectionParams, extra: { socket, request } }, _id, { query, operationName, variables }) {
        const sender = {
          headers: { ...request.headers, ...headersIn(connectionParams) },
          ip: request.socket.remoteAddress ?? '',
          log: app.log,
        };
        const opened = await streams.open({
          ...{ query, operationName, variables },
          contextOf: () => contextOf({ ...sender, id: randomUUID() } as Sender),
          isBehind: () => socket.bufferedAmount > 0 && socket.readyState === socket.OPEN,
          onForbidden: () => socket.close(CloseCode.Forbidden, 'Forbidden'),
        });
        if ('errors' in opened) {
          return opened.errors.map(
            ({ message, extensions }) => new GraphQLError(message, { extensions: extensions ?? {} }),
          );
        }
        // What the library runs is what it is given: `subscribe` below takes the stream out again.
        return { contextValue: opened, document: ANY_SUBSCRIPTION } as never;
      },
      subscribe: ({ contextValue }) => contextValue as never as AsyncGenerator<never>,
      // Its errors are shaped already.
      onNext: (_context, _id, _payload, _args, result) => result as never,
    },
    sockets,
  );
  app.server.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '', 'http://x').pathname !== '/graphql') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (made) => sockets.emit('connection', made, request));
  });
  return async () => {
    await dispose();
  };
}

function headersIn(params: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  const stated = Object.entries(params ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    stated.filter((each): each is [string, string] => PARAMS.includes(each[0] as never) && typeof each[1] === 'string'),
  );
}
