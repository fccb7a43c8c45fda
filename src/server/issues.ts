import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WATCHING_IMPORTS } from '../accounts/index.ts';
import type { ImportRunId } from '../db/ids.ts';
import { idOf } from '../graphql/global-id.ts';
import { refuse } from '../graphql/problems.ts';
import { findRun, issuesAsCsv } from '../imports/index.ts';
import { type PlainParts, plainHandler } from './plain.ts';

const POINTS = 10;

/** `GET /import-runs/{id}/issues.csv`: the issues of a run as a table, made as it is sent. The id is the API's own. */
export function addIssues(app: FastifyInstance, parts: PlainParts): void {
  app.get(
    '/import-runs/:id/issues.csv',
    plainHandler(parts, { rule: WATCHING_IMPORTS, points: POINTS }, async (context, request, reply) => {
      const { id } = (request as FastifyRequest<{ Params: { id: string } }>).params;
      const runId = idOf<ImportRunId>('ImportRun', id, 'id');
      if (!(await findRun(context.db, runId))) return refuse('NOT_FOUND', 'there is no import run with that id', 'id');
      return reply
        .headers({ 'content-disposition': 'attachment; filename="issues.csv"', 'cache-control': 'private, no-store' })
        .type('text/csv; charset=utf-8')
        .send(issuesAsCsv(context.db, runId));
    }),
  );
}
