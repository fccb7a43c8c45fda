import type { FastifyInstance } from 'fastify';
import { SELF } from '../accounts/index.ts';
import { learnerOf } from '../consent/graphql.ts';
import { streamLearnerArchive } from '../portability/index.ts';
import { type PlainParts, plainHandler } from './plain.ts';

const POINTS = 100;

/** `GET /export/learner.zip`: everything the hub knows of the learner who asks, made as it is sent. */
export function addExport(app: FastifyInstance, parts: PlainParts): void {
  app.get(
    '/export/learner.zip',
    plainHandler(parts, { rule: SELF, points: POINTS }, async (context, _request, reply) => {
      const learnerId = learnerOf(context);
      const archive = await streamLearnerArchive(context.db, learnerId, context);
      return reply
        .headers({ 'content-disposition': 'attachment; filename="learner.zip"', 'cache-control': 'private, no-store' })
        .type('application/zip')
        .send(archive);
    }),
  );
}
