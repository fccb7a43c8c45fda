import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { principalOf } from '../accounts/index.ts';
import type { Context } from '../graphql/context.ts';
import { signedIn } from '../graphql/problems.ts';
import { ProblemError } from '../problem.ts';
import { recordUpload } from '../uploads/index.ts';
import type { Sender } from './sender.ts';
import type { TakePoints } from './take-points.ts';

/** Of one upload; larger files are imported by path or address. */
const BYTES_AT_MOST = 64 * 1024 * 1024;
/** Of the client's budget, for each. */
const POINTS = 10;

/**
 * `POST /uploads`: takes a file of any kind as the body, whole or in pieces, from who is signed in, and answers its id, by
 * which mutations name it for a day. Faults are told as GraphQL tells them, with the HTTP status of their code.
 */
export function addUploads(
  app: FastifyInstance,
  contextOf: (sender: Sender) => Promise<Context>,
  takePoints: TakePoints,
): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post('/uploads', { bodyLimit: BYTES_AT_MOST }, async (request, reply) => {
      try {
        const context = await contextOf(request);
        const viewer = signedIn(context);
        await takePoints(context, POINTS);
        const owner = { principal: principalOf(viewer), learnerId: viewer.learnerId };
        const taken = await recordUpload(context.db, owner, bodyOf(request), BYTES_AT_MOST);
        if (!taken.ok) throw new ProblemError(taken.problem);
        const { id, size, expiresAt } = taken.value;
        return await reply.code(201).send({ uploadId: id, size, expiresAt });
      } catch (error) {
        return refused(error, request, reply);
      }
    });
    done();
  });
}

/** The body as it comes; nothing where there is none. */
async function* bodyOf({ body }: FastifyRequest): AsyncIterable<Uint8Array> {
  if (body != null) yield* body as AsyncIterable<Uint8Array>;
}

const STATUS: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, DOCUMENT_TOO_LARGE: 413 };

function refused(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const say = (status: number, code: unknown, message: string) =>
    reply.code(status).send({ errors: [{ message, extensions: { code, requestId: request.id } }] });
  if (error instanceof ProblemError) {
    const { code, message } = error.problem;
    return say(STATUS[code] ?? 400, code, message);
  }
  if (!(error instanceof GraphQLError)) throw error;
  const { code, http } = error.extensions as { code: string; http?: { status: number; headers: Map<string, string> } };
  for (const [name, value] of http?.headers ?? []) reply.header(name, value);
  return say(http?.status ?? 400, code, error.message);
}
