import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOf, UPLOADING } from '../accounts/index.ts';
import { signedIn } from '../graphql/problems.ts';
import { valueOrThrow } from '../problem.ts';
import { recordUpload } from '../uploads/index.ts';
import { type PlainParts, plainHandler } from './plain.ts';

/** Of one upload; larger files are imported by path or address. */
const BYTES_AT_MOST = 64 * 1024 * 1024;
/** Of the client's budget, for each. */
const POINTS = 10;

/**
 * `POST /uploads`: takes a file of any kind as the body, piece by piece as it comes, and answers its id, by which its sender's
 * mutations name it for a day.
 */
export function addUploads(app: FastifyInstance, parts: PlainParts): void {
  app.register((scope, _options, registered) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post(
      '/uploads',
      plainHandler(parts, { rule: UPLOADING, points: POINTS }, async (context, request, reply) => {
        const viewer = signedIn(context);
        const owner = { principal: principalOf(viewer), learnerId: viewer.learnerId };
        const taken = await recordUpload(context.db, owner, bodyOf(request), BYTES_AT_MOST);
        const { id, size, expiresAt } = valueOrThrow(taken);
        return reply.code(201).send({ uploadId: id, size, expiresAt });
      }),
    );
    registered();
  });
}

/** The body as it comes; nothing where there is none. */
async function* bodyOf({ body }: FastifyRequest): AsyncIterable<Uint8Array> {
  if (body != null) yield* body as AsyncIterable<Uint8Array>;
}
