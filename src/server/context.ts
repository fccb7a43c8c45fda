import Negotiator from 'negotiator';
import type { Viewer } from '../accounts/index.ts';
import type { Config } from '../config.ts';
import type { Changes } from '../db/changes.ts';
import type { Database } from '../db/client.ts';
import type { Context } from '../graphql/context.ts';
import type { Resolve } from '../http/resolve.ts';
import { authenticator } from './authenticate.ts';
import type { Sender } from './sender.ts';

/** Makes a request's context: who sends it and the language it asks for. */
export function contextMaker(
  config: Config,
  database: Database,
  changes: Changes,
  resolve: Resolve,
): (request: Sender) => Promise<Context> {
  const viewerOf = authenticator(config, database);
  const { fetchAllowHosts, sourceSecret, sourceSecretBefore } = config;
  const sourceSettings = { fetchAllowHosts, sourceSecret, sourceSecretBefore };
  return async (request) => {
    const viewer = await viewerOf(request);
    return {
      database,
      db: database.db,
      viewer,
      requestId: request.id,
      client: clientOf(viewer, request),
      language: languageOf(request.headers['accept-language']),
      now: new Date(),
      publicUrl: config.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`,
      signing: { publicUrl: config.publicUrl, signingSecret: config.signingSecret },
      afterwards: new Map(),
      importDirs: config.importDirs,
      sourceSettings,
      changes,
      resolve,
      loaders: new Map(),
    };
  };
}

/**
 * Whose budget a request takes from: the client's, the person's, or the address's of who is not known. Null for the key of the
 * settings: whoever runs the hub must not be locked out of it.
 */
function clientOf(viewer: Viewer, { ip }: Sender): string | null {
  if (viewer.role === 'ANONYMOUS') return `address ${ip}`;
  if (viewer.accountId !== null) return `account ${viewer.accountId}`;
  return viewer.clientId === null ? null : `key ${viewer.clientId}`;
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
