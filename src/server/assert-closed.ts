import { type ApolloServer, HeaderMap } from '@apollo/server';
import { ANONYMOUS } from '../accounts/index.ts';
import type { Context } from '../graphql/context.ts';
import { NOWHERE } from '../http/resolve.ts';

/** The server would answer what it must not: the process does not start. */
export class OpenDefaults extends Error {
  constructor(open: readonly string[]) {
    super(`The API is not started, since it would be open:\n${open.map((each) => `  ${each}`).join('\n')}`);
    this.name = 'OpenDefaults';
  }
}

type StrangersParts = Pick<Context, 'database' | 'changes'>;

interface Reply {
  readonly status: number;
  readonly text: string;
}

/** A request that must be refused, or must not be told too much. */
interface Probe {
  /** What is open where the server fails it. */
  readonly open: string;
  readonly method?: 'GET' | 'POST';
  readonly contentType?: string;
  readonly body: unknown;
  readonly isClosed: (reply: Reply) => boolean;
}

const TYPO = '{ __typenam }';
const APQ = { extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } };

/** Whatever the settings. */
const ALWAYS: readonly Probe[] = [
  {
    open: 'errors carry stack traces (includeStacktraceInErrorResponses)',
    body: { query: TYPO },
    isClosed: ({ text }) => !/stacktrace|\bat .+:\d+:\d+/u.test(text),
  },
  {
    open: "forms of other sites may ask in their visitors' names (csrfPrevention)",
    contentType: 'text/plain',
    body: { query: '{ __typename }' },
    isClosed: ({ status }) => status === 400,
  },
  {
    open: 'a GET may be sent with a media type that needs no preflight',
    ...{ method: 'GET', contentType: 'application/xml', body: { query: '{ __typename }' } },
    isClosed: ({ status }) => status === 400 || status === 415,
  },
  {
    open: 'a GET may change things',
    ...{ method: 'GET', body: { query: 'mutation { __typename }' } },
    isClosed: ({ status }) => status === 405,
  },
  {
    open: 'one request may hold many (allowBatchedHttpRequests)',
    body: [{ query: '{ __typename }' }],
    isClosed: ({ status }) => status === 400,
  },
  {
    open: 'strangers may fill a cache of documents (persistedQueries)',
    body: APQ,
    isClosed: ({ text }) => text.includes('PERSISTED_QUERY_NOT_SUPPORTED'),
  },
];

/** Where the schema is not shown. */
const HIDDEN: readonly Probe[] = [
  {
    open: 'anybody may read the schema (introspection)',
    body: { query: '{ __schema { queryType { name } } }' },
    isClosed: ({ text }) => text.includes('GRAPHQL_VALIDATION_FAILED') && !text.includes('"data"'),
  },
  {
    open: 'mistyped names are answered with names of the schema (hideSchemaDetailsFromClientErrors)',
    body: { query: '{ viewe }' },
    isClosed: ({ text }) => !text.includes('Did you mean'),
  },
];

/**
 * Tries on a made server what must be closed, by asking it: an option that a new release of the library reads otherwise, or
 * that an edit turned, is found at the start and not by a stranger.
 *
 * @throws OpenDefaults naming all that is open
 */
export async function assertClosed(
  server: ApolloServer<Context>,
  { isSchemaShown, ...parts }: { readonly isSchemaShown: boolean } & StrangersParts,
): Promise<void> {
  const open: string[] = [];
  for (const probe of isSchemaShown ? ALWAYS : [...ALWAYS, ...HIDDEN]) {
    if (!probe.isClosed(await ask(server, probe, parts))) open.push(probe.open);
  }
  if (open.length > 0) throw new OpenDefaults(open);
}

async function ask(
  server: ApolloServer<Context>,
  { method = 'POST', contentType = 'application/json', body }: Probe,
  parts: StrangersParts,
): Promise<Reply> {
  const { status = 200, body: answered } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method,
      headers: new HeaderMap([
        ['content-type', contentType],
        // What gets a request past the guard against forms, where the probe is about something else.
        ...(contentType === 'text/plain' ? [] : [['apollo-require-preflight', 'x'] as const]),
      ]),
      search: method === 'GET' ? `?${new URLSearchParams(body as Record<string, string>)}` : '',
      body: method === 'POST' ? body : undefined,
    },
    context: async () => strangerTo(parts),
  });
  return { status, text: answered.kind === 'complete' ? answered.string : '' };
}

/** Somebody unknown, with no budget to spend; no probe reaches a field that reads. */
function strangerTo({ database, changes }: StrangersParts): Context {
  return {
    ...{ database, changes, db: database.db, viewer: ANONYMOUS, language: 'en', requestId: 'start', client: null },
    ...{
      now: new Date(),
      importDirs: [],
      sourceSettings: {},
      loaders: new Map(),
      publicUrl: 'http://localhost',
      signing: {},
      afterwards: new Map(),
    },
    resolve: NOWHERE,
  };
}
