import type { FastifyInstance } from 'fastify';
import { PRIOR_LEARNING, SHARING } from '../accounts/index.ts';
import { learnerOf } from '../consent/graphql.ts';
import { asLearner, asViewer, noteAccess } from '../consent/index.ts';
import type { PriorLearningClaimId, PriorLearningDocumentId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { refuse, signedIn } from '../graphql/problems.ts';
import { addDocument, DOCUMENT_TYPES, findDocument, findPriorLearning, LARGEST_DOCUMENT } from '../learners/index.ts';
import { valueOrThrow } from '../problem.ts';
import { type PlainParts, plainHandler } from './plain.ts';

const POINTS = 10;

/**
 * Documents of claims to prior learning: `POST /prior-learning/{claim}/documents?name=…` takes one as the body, as it is;
 * `GET /prior-learning/documents/{id}` hands one out to its learner, and to the provider its claim was put to.
 */
export async function addDocuments(app: FastifyInstance, parts: PlainParts): Promise<void> {
  await app.register((scope, _options, registered) => {
    // What a document is, its bytes say: whatever type is stated, the body is taken as it is.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: { statusCode?: number }, request, reply) => {
      if (error.statusCode !== 413) throw error;
      const message = `the document is larger than ${LARGEST_DOCUMENT} bytes; make it smaller`;
      const extensions = { code: 'DOCUMENT_TOO_LARGE', requestId: request.id };
      return reply.code(413).send({ errors: [{ message, extensions }] });
    });
    scope.post(
      '/prior-learning/:claim/documents',
      { bodyLimit: LARGEST_DOCUMENT },
      plainHandler(parts, { rule: SHARING, points: POINTS }, async (context, request, reply) => {
        const { claim } = request.params as { claim: string };
        const { name = '' } = request.query as { name?: string };
        const learnerId = learnerOf(context);
        const claimId = idOf<PriorLearningClaimId>('PriorLearningClaim', claim, 'claim');
        const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const added = await asLearner(context.db, learnerId, (tx) =>
          addDocument(tx, learnerId, claimId, { name: String(name), content }),
        );
        const { id, mediaType, size, sha256, name: kept } = valueOrThrow(added);
        return reply
          .code(201)
          .send({ id: toGlobalId('PriorLearningDocument', id), name: kept, mediaType, size, sha256 });
      }),
    );
    scope.get(
      '/prior-learning/documents/:id',
      plainHandler(parts, { rule: PRIOR_LEARNING, points: POINTS }, async (context, request, reply) => {
        const { id } = request.params as { id: string };
        const document = await findReadable(context, idOf('PriorLearningDocument', id, 'id'));
        if (!document) return refuse('NOT_FOUND', 'there is no document with that id for you', 'id');
        noteAccess(context, 'PRIOR_LEARNING', [document.learnerId]);
        const ending = DOCUMENT_TYPES[document.mediaType] ?? 'bin';
        // Never shown by the hub's own origin: the name is the hub's, so that no header is made of a learner's words.
        return reply
          .headers({
            ...{ 'content-disposition': `attachment; filename="${document.sha256.slice(0, 16)}.${ending}"` },
            ...{ 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" },
            'cache-control': 'private, no-store',
          })
          .type(document.mediaType)
          .send(document.content);
      }),
    );
    registered();
  });
}

/** A document the viewer may have: its learner, or the provider its claim was put to. */
async function findReadable(context: Context, id: PriorLearningDocumentId) {
  const { learnerId, organizationId } = signedIn(context);
  const who = learnerId !== null ? { learnerId } : organizationId !== null ? { providerId: organizationId } : undefined;
  if (!who) return null;
  return asViewer(context, async (tx) => {
    const document = await findDocument(tx, id);
    return document && (await findPriorLearning(tx, document.claimId, who)) ? document : null;
  });
}
