import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Tick } from '../db/changes.ts';
import type { Context } from '../graphql/context.ts';
import type { Admit } from './admission.ts';
import type { Asked } from './asked.ts';
import { examine } from './examine.ts';
import { LIMIT_RULES, LIMITS } from './limits.ts';
import { refusal } from './refusal.ts';
import { refuseForbidden } from './rights.ts';
import { selectionLimit } from './selection-limit.ts';

/** Subscriptions a client may have open in one process. */
const OPEN_AT_MOST = 20;
/** So often it is looked whether a slow reader has caught up. */
const CATCHING_UP_MS = 100;

export interface StreamParts {
  readonly schema: GraphQLSchema;
  readonly admit: Admit;
  readonly formatError: (formatted: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError;
}

/** A subscription as a transport brings it. */
export interface AskedStream {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  /** Says anew who asks, as the request's key or token now stands. */
  readonly contextOf: () => Promise<Context>;
  /** Whether what was sent before still waits to be taken. */
  readonly isBehind: () => boolean;
  /** Told when the right to it ended, after the last of it. */
  readonly onForbidden?: () => void;
}

export type Stream = AsyncIterableIterator<ExecutionResult>;

/** The subscriptions of one process. */
export interface Streams {
  /**
   * Lets a subscription in as any operation is let in, and opens its stream.
   *
   * @returns the stream, or the errors it is refused with
   */
  open(
    asked: AskedStream,
  ): Promise<Stream | { readonly errors: readonly GraphQLFormattedError[]; readonly status: number }>;
  /** Ends all that are open. */
  close(): Promise<void>;
}

/**
 * Makes the subscriptions of a process. Each event is answered as a request of its own: who asks is read anew, its rights are
 * looked at, its cost is taken; and between events the right is looked at every few seconds. A stream whose right ended says
 * why, and ends.
 */
export function makeStreams({ schema, admit, formatError }: StreamParts): Streams {
  const open = new Set<Stream>();
  const openOf = new Map<string, number>();
  const format = (error: unknown, requestId: string) => {
    const thrown =
      error instanceof GraphQLError ? error : new GraphQLError('failed', { originalError: error as Error });
    const { http: _, ...extensions } = thrown.extensions;
    const { extensions: told, ...formatted } = formatError({ ...thrown.toJSON(), extensions }, error);
    return { ...formatted, extensions: { ...told, requestId } };
  };

  /** Counts one more of a client's. @throws GraphQLError RATE_LIMITED */
  const enter = (client: string) => {
    const count = openOf.get(client) ?? 0;
    if (count >= OPEN_AT_MOST) {
      const message = `${OPEN_AT_MOST} subscriptions are open already; end one first`;
      throw refusal('RATE_LIMITED', message, { status: 429, retryAfter: 5 });
    }
    openOf.set(client, count + 1);
    return () => {
      const left = (openOf.get(client) ?? 1) - 1;
      if (left > 0) openOf.set(client, left);
      else openOf.delete(client);
    };
  };

  return {
    async open(stream) {
      let requestId = '';
      try {
        const context = await stream.contextOf();
        requestId = context.requestId;
        const asked = { ...stream, schema, document: readDocument(schema, stream) };
        refuseForbidden(examine(asked).restricted, context.viewer);
        const leave = enter(context.client ?? 'administrator');
        try {
          const ticks = await ticksOf(asked, context);
          const made = endable(follow(stream, asked, ticks), ticks, () => {
            if (open.delete(made)) leave();
          });
          open.add(made);
          return made;
        } catch (error) {
          leave();
          throw error;
        }
      } catch (error) {
        const errors = Array.isArray(error) ? (error as GraphQLError[]) : [error];
        const [first] = errors;
        const http =
          first instanceof GraphQLError ? (first.extensions.http as { status?: number } | undefined) : undefined;
        return { errors: errors.map((each) => format(each, requestId)), status: http?.status ?? 400 };
      }
    },
    async close() {
      await Promise.all([...open].map((stream) => stream.return?.()));
    },
  };

  async function* follow(
    stream: AskedStream,
    asked: Asked,
    ticks: AsyncIterator<Tick>,
  ): AsyncGenerator<ExecutionResult, undefined> {
    for (let tick = await ticks.next(); !tick.done; tick = await ticks.next()) {
      let context: Context | undefined;
      try {
        context = await stream.contextOf();
        if (tick.value === 'STILL') {
          refuseForbidden(examine(asked).restricted, context.viewer);
          continue;
        }
        await admit(asked, context);
      } catch (error) {
        // The hub cannot say who asks just now: nothing is told, and it is looked again.
        if (error instanceof GraphQLError && error.extensions.code === 'SERVICE_UNAVAILABLE') continue;
        yield { errors: [format(error, context?.requestId ?? requestIdOf(error))] as never };
        if (isForbidding(error)) stream.onForbidden?.();
        return;
      }
      const { data, errors } = await execute({
        ...asked,
        contextValue: context,
        variableValues: asked.variables,
      } as never);
      const { requestId } = context;
      yield {
        ...(data !== undefined && { data }),
        ...(errors && { errors: errors.map((each) => format(each, requestId)) as never }),
      };
      // The thing itself is out of reach by now.
      if (!data) {
        stream.onForbidden?.();
        return;
      }
      while (stream.isBehind()) await new Promise((resolve) => setTimeout(resolve, CATCHING_UP_MS));
    }
  }
}

function isForbidding(error: unknown): boolean {
  return error instanceof GraphQLError && ['UNAUTHENTICATED', 'FORBIDDEN'].includes(String(error.extensions.code));
}

function requestIdOf(error: unknown): string {
  return error instanceof GraphQLError ? String(error.extensions.requestId ?? '') : '';
}

/** @throws GraphQLError, or several in a list, for a document that is no subscription within all limits */
function readDocument(schema: GraphQLSchema, { query, operationName }: AskedStream): DocumentNode {
  const refuse = (code: string, message: string) => new GraphQLError(message, { extensions: { code } });
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    throw refuse('GRAPHQL_PARSE_FAILED', error instanceof Error ? error.message : String(error));
  }
  // What fragments unfold to is bounded before rules that unfold them.
  for (const rules of [[selectionLimit], [...specifiedRules, ...LIMIT_RULES]]) {
    const faults = validate(schema, document, rules, { maxErrors: 10 });
    if (faults.length === 0) continue;
    throw faults.map(
      ({ message, nodes, extensions }) =>
        new GraphQLError(message, {
          nodes: nodes ?? null,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...extensions },
        }),
    );
  }
  const operation = getOperationAST(document, operationName);
  if (!operation) throw refuse('OPERATION_RESOLUTION_FAILURE', 'name the operation to run');
  if (operation.operation === 'subscription') return document;
  throw refuse('BAD_REQUEST', 'only subscriptions are answered here; send the rest to /graphql by POST');
}

/** What the subscription's field follows. @throws what the field throws: that it may not be followed */
async function ticksOf(asked: Asked, context: Context): Promise<AsyncIterableIterator<Tick>> {
  const made = await createSourceEventStream({
    ...asked,
    contextValue: context,
    variableValues: asked.variables,
  } as never);
  if (Symbol.asyncIterator in made) return made as AsyncIterableIterator<Tick>;
  throw made.errors;
}

/** A stream that ends at once when it is told to, also while it waits for a tick. */
function endable(
  made: AsyncGenerator<ExecutionResult, undefined>,
  ticks: AsyncIterator<Tick>,
  left: () => void,
): Stream {
  const end = async () => {
    left();
    await ticks.return?.();
    return { done: true, value: undefined } as const;
  };
  const stream: Stream = {
    [Symbol.asyncIterator]: () => stream,
    async next() {
      const result = await made.next();
      if (result.done) await end();
      return result;
    },
    return: end,
    throw: end,
  };
  return stream;
}
