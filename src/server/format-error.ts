import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isCancelled, isConnectionLost } from '../db/client.ts';
import type { Logger } from '../log.ts';
import { PROBLEM_CODES, ProblemError, REQUEST_CODES } from '../problem.ts';
import { isLimit } from './limits.ts';

/** What a validator adds for who mistyped: names of the schema, for who may not read it. */
const SUGGESTION = / ?Did you mean .+\?$/su;

/**
 * Makes the function that shapes an error for its reader: documented codes only. A problem keeps its code and sentence; an
 * outage says to come back; a bug says nothing of our insides.
 *
 * @param isSchemaShown  whether a mistyped name may be answered with those it is near to
 */
export function errorFormatter(
  isSchemaShown: boolean,
  log: Logger,
): (formatted: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError {
  return (formatted, thrown) => {
    const error = unwrapResolverError(thrown);
    const told = (code: string, message = formatted.message) => ({ ...formatted, message, extensions: { code } });
    if (error instanceof ProblemError) {
      const { code, message, field } = error.problem;
      return { ...formatted, message, extensions: { code, ...(field && { field }) } };
    }
    if (isConnectionLost(error)) {
      log.warn({ err: error }, 'database away');
      return told('SERVICE_UNAVAILABLE', 'the database is away; try again in a few seconds');
    }
    if (isCancelled(error)) {
      log.warn({ err: error }, 'a statement was cancelled');
      return told('TIMEOUT', 'this took too long and was stopped; ask for fewer rows or a narrower filter');
    }
    if (isLimit(formatted)) return told('DOCUMENT_TOO_LARGE');
    const { code } = formatted.extensions ?? {};
    if (typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR' || !isDocumented(code)) {
      // The cause itself: its parameters, which hold people's data, are kept out of the log only where it is recognised.
      log.error({ err: error instanceof GraphQLError ? (error.originalError ?? error) : error }, 'a request failed');
      return told('INTERNAL_SERVER_ERROR', 'something went wrong here; it was logged');
    }
    return isSchemaShown ? formatted : { ...formatted, message: formatted.message.replace(SUGGESTION, '') };
  };
}

function isDocumented(code: string): boolean {
  return Object.hasOwn(PROBLEM_CODES, code) || Object.hasOwn(REQUEST_CODES, code);
}
