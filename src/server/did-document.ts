import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SigningSettings } from '../config.ts';
import { type Database, isConnectionLost } from '../db/client.ts';
import { didDocument, didOf, findSigningKeys } from '../signing/index.ts';

const HEADERS = {
  // Short: whoever kept it from before a rotation would take what the new key signed for forged.
  'cache-control': 'public, max-age=60',
  // For verifiers in browsers; it is public and the same for all.
  'access-control-allow-origin': '*',
} as const;

/**
 * The hub's DID document, at the place did:web states for its public address: `/.well-known/did.json`, or `did.json` under its
 * path, with and without that path as what stands before the hub may cut it off. Source: did:web, Read (resolve).
 */
export function addDidDocument(app: FastifyInstance, settings: SigningSettings, { db }: Database): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const refuse = (status: number, code: string, message: string) =>
      reply.code(status).send({ errors: [{ message, extensions: { code, requestId: request.id } }] });
    const identity = didOf(settings);
    if ('why' in identity) return refuse(404, 'NOT_FOUND', identity.why);
    try {
      const keys = await findSigningKeys(db);
      if (keys.length === 0) {
        return refuse(404, 'NOT_FOUND', 'this hub signs nothing: nobody has made a key with npx tessera keys rotate');
      }
      return reply
        .headers(HEADERS)
        .type('application/did+ld+json; charset=utf-8')
        .send(JSON.stringify(didDocument(identity.did, keys)));
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      reply.header('retry-after', '5');
      return refuse(503, 'SERVICE_UNAVAILABLE', 'the database is away; ask again in 5 seconds');
    }
  };
  for (const path of new Set(['/.well-known/did.json', '/did.json', `${pathOf(settings)}/did.json`])) {
    app.get(path, answer);
  }
}

/** As routes are written, where a colon stands for itself doubled. */
function pathOf({ publicUrl }: SigningSettings): string {
  return publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/$/u, '').replaceAll(':', '::');
}
