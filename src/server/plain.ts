import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Context } from '../graphql/context.ts';
import { type Rule, refusalOf } from '../graphql/policy.ts';
import { refuse } from '../graphql/problems.ts';
import type { Logger } from '../log.ts';
import { type ProblemCode, ProblemError } from '../problem.ts';
import type { Spend } from './admission.ts';
import type { Sender } from './sender.ts';

/** What the hub's plain HTTP answers stand on: files, which GraphQL does not carry. */
export interface PlainParts {
  readonly contextOf: (sender: Sender) => Promise<Context>;
  readonly spend: Spend;
  readonly formatError: (formatted: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError;
  readonly log: Logger;
}

const STATUS: Partial<Record<ProblemCode, number>> = {
  ...{ BAD_USER_INPUT: 400, UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, RATE_LIMITED: 429 },
  ...{ DOCUMENT_TOO_LARGE: 413, SERVICE_UNAVAILABLE: 503, TIMEOUT: 504 },
};

/**
 * A handler for who a rule lets in, with the points it takes: who asks, what they may and what is left of their budget are
 * told as GraphQL's requests are told, with the HTTP status of the code.
 */
export function plainHandler(
  { contextOf, spend, formatError, log }: PlainParts,
  { rule, points }: { readonly rule: Rule; readonly points: number },
  work: (context: Context, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    try {
      const context = await contextOf(request);
      const refused = refusalOf(rule, context.viewer);
      if (refused) return refuse(refused.code, refused.why);
      refuseNul(request);
      await spend(context, points);
      const answered = await work(context, request, reply);
      for (const after of context.afterwards.values()) {
        await after(context.db).catch((error: unknown) =>
          log.error({ err: error, requestId: request.id }, 'an access was not noted'),
        );
      }
      return answered;
    } catch (error) {
      const thrown = error instanceof ProblemError ? new GraphQLError(error.message, { originalError: error }) : error;
      const formatted = thrown instanceof GraphQLError ? thrown.toJSON() : { message: 'failed' };
      const { message, extensions } = formatError(formatted, error);
      const { code, field } = extensions as { code: ProblemCode; field?: string };
      const wait = retryAfterOf(error) ?? (code === 'SERVICE_UNAVAILABLE' ? '5' : undefined);
      if (wait !== undefined) reply.header('retry-after', wait);
      const told = { message, extensions: { code, ...(field !== undefined && { field }), requestId: request.id } };
      return reply.code(STATUS[code] ?? 500).send({ errors: [told] });
    }
  };
}

/** No text of PostgreSQL holds U+0000: what asks for it in an address asks for nothing that is here. */
function refuseNul({ params, query }: FastifyRequest): void {
  const stated = [...Object.entries(params ?? {}), ...Object.entries(query ?? {})];
  const at = stated.find(([, value]) => [value].flat().some((text) => typeof text === 'string' && text.includes('\0')));
  if (at) refuse('BAD_USER_INPUT', 'holds U+0000, which no text here may; leave it out', at[0]);
}

/** When a refusal says to come back, in seconds. */
function retryAfterOf(error: unknown): string | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  const { headers } = (error.extensions.http ?? {}) as { headers?: ReadonlyMap<string, string> };
  return headers?.get('retry-after');
}
