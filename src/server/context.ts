import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import Negotiator from 'negotiator';
import { ANONYMOUS, findViewer, type Viewer } from '../accounts/index.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/client.ts';
import type { Context } from '../graphql/context.ts';

/** Makes a request's context: whose key it carries and the language it asks for. */
export function contextMaker(config: Config, database: Database): (request: FastifyRequest) => Promise<Context> {
  return async (request) => {
    const viewer = await viewerOf(request, config, database);
    return {
      database,
      db: database.db,
      viewer,
      requestId: request.id,
      client: clientOf(viewer, request),
      language: languageOf(request.headers['accept-language']),
      now: new Date(),
      importDirs: config.importDirs,
      loaders: new Map(),
    };
  };
}

/** Whose budget a request takes from: the key's, or the address's of who sends none. */
function clientOf(viewer: Viewer, { ip }: FastifyRequest): string {
  if (viewer.role === 'ANONYMOUS') return `address ${ip}`;
  return viewer.clientId === null ? 'first administrator' : `key ${viewer.clientId}`;
}

async function viewerOf(request: FastifyRequest, config: Config, { db }: Database): Promise<Viewer> {
  const { authorization } = request.headers;
  if (authorization === undefined) return ANONYMOUS;
  const [, key] = /^Bearer\s+(\S+)$/iu.exec(authorization) ?? [];
  const viewer = key === undefined ? null : await findViewer(db, key, config.adminKey?.reveal());
  if (viewer) return viewer;
  // A wrong key is refused as a whole: falling back to anonymous would hide the mistake.
  throw new GraphQLError(
    'the key is unknown, expired or revoked; send a valid one as "Authorization: Bearer …", or none',
    {
      extensions: { code: 'UNAUTHENTICATED', requestId: request.id, http: { status: 401 } },
    },
  );
}

/** The language a client prefers most (RFC 9110, Accept-Language); English when it names none. */
function languageOf(header: string | undefined): string {
  const preferred = new Negotiator({ headers: { 'accept-language': header } }).languages();
  return preferred.flatMap(canonicalTag)[0] ?? 'en';
}

/** A tag in the case BCP 47 writes it; none of a word that is no tag, `*` among them. */
function canonicalTag(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}
