import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerName } from './operations.ts';
import type { OursTerms } from './ours.ts';
import type { LeftOut } from './without.ts';

/** Where the baselines and their packages lie; they are not compiled. */
const FOLDER = join(process.cwd(), 'bench/api');
/** Connections to PostgreSQL a server may hold: the hub's default. */
export const POOL = 10;

/** A server under measurement, a process of its own. */
export interface Server {
  readonly name: ServerName;
  /** Of its GraphQL endpoint. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Processor time it has used so far; what neighbours on the machine do does not count. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/** Whether the packages of the baselines are installed; they are no part of the hub's own install. */
export function hasBaselines(): boolean {
  return existsSync(join(FOLDER, 'node_modules/mercurius')) && existsSync(join(FOLDER, 'node_modules/postgraphile'));
}

/** Starts the hub's API, to be asked with a key; with a part left out where one is named. */
export function startOurs(
  databaseUrl: string,
  apiKey: string,
  { without = null, nodeOptions = [] }: { without?: LeftOut | null; nodeOptions?: readonly string[] } = {},
): Promise<Server> {
  const script = fileURLToPath(new URL('./ours.js', import.meta.url));
  const terms: OursTerms = { databaseUrl, pool: POOL, apiKey, without };
  const headers = without === 'authorisation' ? {} : { authorization: `Bearer ${apiKey}` };
  return start('tessera', script, { args: [JSON.stringify(terms)], nodeOptions, headers });
}

/** Starts a baseline over the same database. */
export function startBaseline(name: 'mercurius' | 'postgraphile', databaseUrl: string): Promise<Server> {
  return start(name, join(FOLDER, `baselines/${name}.mjs`), { args: [databaseUrl, String(POOL)] });
}

interface Start {
  readonly args: readonly string[];
  readonly nodeOptions?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

async function start(
  name: ServerName,
  script: string,
  { args, nodeOptions = [], headers = {} }: Start,
): Promise<Server> {
  const env = environmentOfServers();
  const child = fork(script, args, { execArgv: [...nodeOptions], env });
  const [told] = await Promise.race([once(child, 'message'), ended(name, child)]);
  const { url } = told as { url: string };
  return {
    name,
    url,
    headers,
    async cpuSeconds() {
      const answer = once(child, 'message');
      child.send('cpu');
      const [{ cpu }] = (await answer) as [{ cpu: NodeJS.CpuUsage }];
      return (cpu.user + cpu.system) / 1_000_000;
    },
    async stop() {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

/** The children need the path, and are measured as they run in production. */
function environmentOfServers(): Record<string, string | undefined> {
  // biome-ignore lint/style/noProcessEnv: a child without PATH finds nothing that Node finds.
  return { PATH: process.env.PATH, NODE_ENV: 'production', GRAPHILE_ENV: 'production' };
}

async function ended(name: string, child: ChildProcess): Promise<never> {
  const [status] = await once(child, 'exit');
  throw new Error(`${name} ended with ${status} before it listened`);
}
