import { deepStrictEqual } from 'node:assert/strict';
import { ask } from './load.ts';
import type { Operation } from './operations.ts';
import type { Server } from './servers.ts';

/**
 * Asks every server once and compares what they answer, so that no speed is bought by answering less.
 *
 * @returns bytes of our answer
 * @throws Error naming the server that answers otherwise, with the difference
 */
export async function checkSameAnswers(servers: readonly Server[], operation: Operation): Promise<number> {
  const answers = await Promise.all(
    servers.map(async (server) => ({ server, answer: withoutPages(await ask(server, operation)) })),
  );
  const [ours, ...others] = answers;
  for (const { server, answer } of others) {
    deepStrictEqual(answer, ours?.answer, `${server.name} answers “${operation.name}” otherwise`);
  }
  return JSON.stringify(ours?.answer).length;
}

/** An answer with PostGraphile's page of skills as the list it is elsewhere. */
function withoutPages(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPages);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      withoutPages(key === 'skills' && !Array.isArray(member) ? (member as { nodes: unknown }).nodes : member),
    ]),
  );
}
