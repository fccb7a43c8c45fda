import type { FastifyRequest } from 'fastify';

/** What a request tells of its sender, whichever way it came. */
export type Sender = Pick<FastifyRequest, 'headers' | 'ip' | 'id' | 'log'>;
