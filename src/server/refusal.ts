import { HeaderMap } from '@apollo/server';
import { type ASTNode, GraphQLError } from 'graphql';
import type { ProblemCode } from '../problem.ts';

/** What a request is refused with beside its code and sentence. */
export interface RefusalTerms {
  /** HTTP status. */
  readonly status: 400 | 401 | 403 | 429 | 503;
  /** Seconds after which to come back. */
  readonly retryAfter?: number;
  /** Where the fault is, in the document's own words. */
  readonly field?: string;
  readonly node?: ASTNode | undefined;
  /** For a request that ends before the plugin that names errors is reached. */
  readonly requestId?: string;
}

/** The error that ends a request as a whole, before anything of it is executed. */
export function refusal(
  code: ProblemCode,
  message: string,
  { status, retryAfter, field, node, requestId }: RefusalTerms,
): GraphQLError {
  const headers = new HeaderMap(retryAfter === undefined ? [] : [['retry-after', String(retryAfter)]]);
  return new GraphQLError(message, {
    ...(node && { nodes: node }),
    extensions: {
      code,
      ...(field !== undefined && { field }),
      ...(requestId && { requestId }),
      http: { status, headers },
    },
  });
}
