import autocannon from 'autocannon';
import type { Operation } from './operations.ts';
import type { Server } from './servers.ts';

/** One round of load. */
export interface Round {
  readonly requestsPerSecond: number;
  /** Milliseconds, whole ones: what the load generator counts in. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the server a request, milliseconds. */
  readonly cpu: number;
}

/** The rounds of one server, by their median. */
export interface Measured extends Round {
  /** Of the rounds' requests a second. */
  readonly slowest: number;
  readonly fastest: number;
}

export interface LoadTerms {
  readonly connections: number;
  readonly seconds: number;
}

/** Asks often enough for the code to be compiled as far as it will be, however slow the machine is. */
export async function warmUp(server: Server, operation: Operation): Promise<void> {
  await autocannon({ ...requestOf(server, operation), connections: 16, amount: 500 });
}

/** Sends an operation to a server for some seconds, each connection the next request when its last is answered. */
export async function load(server: Server, operation: Operation, { connections, seconds }: LoadTerms): Promise<Round> {
  const before = await server.cpuSeconds();
  const result = await autocannon({ ...requestOf(server, operation), connections, duration: seconds });
  const { latency, requests } = result;
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new Error(`${server.name}: ${failed} requests of “${operation.name}” failed under load`);
  const cpu = (((await server.cpuSeconds()) - before) * 1_000) / requests.total;
  return { requestsPerSecond: requests.average, p50: latency.p50, p99: latency.p99, cpu };
}

/** The answer to one request. @throws Error for an answer with errors */
export async function ask(server: Server, operation: Operation): Promise<unknown> {
  const { url, ...request } = requestOf(server, operation);
  const response = await fetch(url, request);
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`${server.name}, “${operation.name}”: ${JSON.stringify(errors)}`);
  return data;
}

function requestOf({ name, url, headers }: Server, { documents, variables }: Operation) {
  return {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: documents[name], variables }),
  } as const;
}

/** Rounds of one operation, the servers by turns, so that what else the machine does meets them all. */
export async function measureByTurns(
  servers: readonly Server[],
  operation: Operation,
  { rounds, ...terms }: LoadTerms & { readonly rounds: number },
): Promise<Map<Server, Measured>> {
  const each = new Map<Server, Round[]>(servers.map((server) => [server, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % servers.length;
    for (const server of [...servers.slice(first), ...servers.slice(0, first)]) {
      each.get(server)?.push(await load(server, operation, terms));
    }
  }
  return new Map([...each].map(([server, of]) => [server, medianOf(of)]));
}

function medianOf(rounds: readonly Round[]): Measured {
  const speeds = rounds.map(({ requestsPerSecond }) => requestsPerSecond);
  return {
    requestsPerSecond: median(speeds),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
    cpu: median(rounds.map(({ cpu }) => cpu)),
    slowest: Math.min(...speeds),
    fastest: Math.max(...speeds),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
