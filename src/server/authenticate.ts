import {
  ANONYMOUS,
  type Chosen,
  chooseStanding,
  findPerson,
  findViewer,
  IssuerAway,
  trustIssuers,
  type Viewer,
} from '../accounts/index.ts';
import type { Config } from '../config.ts';
import { type Database, isConnectionLost } from '../db/client.ts';
import type { LearnerId, OrganizationId } from '../db/ids.ts';
import { readGlobalId } from '../graphql/global-id.ts';
import type { ProblemCode } from '../problem.ts';
import { refusal } from './refusal.ts';
import type { Sender } from './sender.ts';

/** Three parts of base64url: a JSON Web Token in compact form (RFC 7515, 7.1); the last is empty for `alg: none`. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]*$/u;

/**
 * Makes the function that tells who sends a request: nobody known, the holder of a key, or a person with a token of a trusted
 * issuer. A wrong key or token is refused as a whole: falling back to anonymous would hide the mistake.
 *
 * @returns a function that throws GraphQLError with the HTTP status of its code: 400, 401, 403, or 503 with `Retry-After`
 */
export function authenticator(config: Config, { db }: Database): (request: Sender) => Promise<Viewer> {
  const readToken = trustIssuers(config.oidcIssuers, config.oidcAudience ?? '');
  const adminKey = config.adminKey?.reveal();

  return async ({ headers, log, id }) => {
    const refuse: Refuse = (status, code, message) => {
      throw refusal(code, message, { status, requestId: id, ...(status === 503 && { retryAfter: 5 }) });
    };
    if (headers.authorization === undefined) return ANONYMOUS;
    const [, secret] = /^Bearer\s+(\S+)$/iu.exec(headers.authorization) ?? [];
    const chosen = chosenBy(headers['tessera-as'], refuse);
    try {
      const holder = secret === undefined ? null : await findViewer(db, secret, adminKey);
      if (holder && chosen !== null)
        return refuse(400, 'BAD_USER_INPUT', 'a key acts for one only; leave Tessera-As out');
      if (holder) return holder;
      if (secret === undefined || !TOKEN.test(secret)) {
        const message =
          'the key is unknown, expired or revoked; send a valid one as "Authorization: Bearer …", or none';
        return refuse(401, 'UNAUTHENTICATED', message);
      }
      const identity = await readToken(secret);
      if (!identity.ok) return refuse(401, 'UNAUTHENTICATED', identity.problem.message);
      const viewer = chooseStanding(await findPerson(db, identity.value), chosen);
      return viewer.ok ? viewer.value : refuse(403, 'FORBIDDEN', viewer.problem.message);
    } catch (error) {
      if (!(error instanceof IssuerAway) && !isConnectionLost(error)) throw error;
      log.warn({ err: error }, 'nobody can be signed in');
      const who = error instanceof IssuerAway ? 'who signed your token' : 'the database';
      return refuse(503, 'SERVICE_UNAVAILABLE', `${who} is away; try again in a few seconds`);
    }
  };
}

/** For whom the header `Tessera-As` says to act: the id of an Organization or Learner, or `hub`; null without it. */
function chosenBy(header: string | string[] | undefined, refuse: Refuse): Chosen | null {
  if (header === undefined) return null;
  const named = typeof header === 'string' ? header.trim() : '';
  if (named === 'hub') return { hub: true };
  const read = readGlobalId(named);
  if (read?.type === 'Organization') return { organizationId: read.id as OrganizationId };
  if (read?.type === 'Learner') return { learnerId: read.id as LearnerId };
  return refuse(400, 'BAD_USER_INPUT', 'Tessera-As is the id of an Organization or a Learner, or "hub"');
}

type Refuse = (status: 400 | 401 | 403 | 503, code: ProblemCode, message: string) => never;
