import type { FastifyInstance } from 'fastify';
import { PUBLIC } from '../accounts/index.ts';
import { type PlainParts, plainHandler } from './plain.ts';

const POINTS = 1;
const BASE = '/ims/ob/v3p0';

/** `GET /ims/ob/v3p0/discovery`: what the hub serves of the Open Badges API, for clients that look there first. */
export function addOpenBadges(app: FastifyInstance, parts: PlainParts): void {
  app.get(
    `${BASE}/discovery`,
    plainHandler(parts, { rule: PUBLIC, points: POINTS }, async ({ publicUrl }, _request, reply) =>
      reply.headers({ 'cache-control': 'public, max-age=300' }).send(serviceDescription(publicUrl)),
    ),
  );
}

/**
 * The document as it is: this one address and no OAuth scheme, as none of the calls that need one is served. The hub has no terms
 * of service, privacy policy or picture of its own to name. Source: Open Badges 3.0, getServiceDescription and
 * ServiceDescriptionDocument; OpenAPI 3.0.1.
 */
function serviceDescription(hubUrl: string) {
  return {
    openapi: '3.0.1',
    info: {
      title: 'Tessera',
      version: '3.0',
      description:
        'A hub of micro-credentials. Credentials and profiles are not exchanged by the Open Badges API here: badges are handed ' +
        `in and read at ${hubUrl}/graphql, and definitions are at ${hubUrl}/exports/catalogue/open-badges.`,
    },
    servers: [{ url: `${hubUrl}${BASE}` }],
    paths: {
      '/discovery': {
        get: {
          operationId: 'getServiceDescription',
          summary: 'This document.',
          responses: { 200: { description: 'The service description.', content: { 'application/json': {} } } },
        },
      },
    },
    components: { securitySchemes: {} },
  };
}
