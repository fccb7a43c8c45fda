import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { PUBLIC } from '../accounts/index.ts';
import { type ExportScope, writeExport } from '../exports/index.ts';
import type { Context } from '../graphql/context.ts';
import { ProblemError } from '../problem.ts';
import { type PlainParts, plainHandler } from './plain.ts';

/** What one file costs of a client's budget, whatever its size: it is read in pages, and kept no longer than it is sent. */
const POINTS = 200;

/**
 * `GET /exports/frameworks/CODE/FORMAT`, `GET /exports/catalogue/FORMAT?provider=URI` and `GET /exports/jobs/FORMAT`: what the hub
 * publishes, in an external format. `catalogueExports`, `jobExports` and `Framework.exports` say which there are.
 */
export function addExports(app: FastifyInstance, parts: PlainParts): void {
  const may = { rule: PUBLIC, points: POINTS };
  app.get<{ Params: { code: string; format: string } }>(
    '/exports/frameworks/:code/:format',
    plainHandler(parts, may, (context, request, reply) => {
      const { code, format } = request.params as { code: string; format: string };
      return send(context, { what: 'FRAMEWORK', code }, format, reply);
    }),
  );
  app.get(
    '/exports/catalogue/:format',
    plainHandler(parts, may, (context, request, reply) => {
      const { format } = request.params as { format: string };
      const { provider } = request.query as { provider?: unknown };
      const scope = { what: 'CATALOGUE' as const, ...(typeof provider === 'string' && { provider }) };
      return send(context, scope, format, reply);
    }),
  );
  app.get(
    '/exports/jobs/:format',
    plainHandler(parts, may, (context, request, reply) => {
      const { format } = request.params as { format: string };
      return send(context, { what: 'JOBS' }, format, reply);
    }),
  );
}

async function send(context: Context, scope: ExportScope, format: string, reply: FastifyReply): Promise<unknown> {
  const written = await writeExport(context.db, scope, format, { hubUrl: context.publicUrl, now: context.now });
  if (!written.ok) throw new ProblemError(written.problem);
  const { exporter, fileName, text } = written.value;
  return reply
    .headers({ 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': 'public, max-age=60' })
    .type(exporter.mediaType)
    .send(Readable.from(text));
}
