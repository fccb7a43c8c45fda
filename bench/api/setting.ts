import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { ServerName } from './operations.ts';

/** The machine and its servers, for the report. */
export async function describeMachine(databaseUrl: string): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1 });
  const [row] = await sql<{ version: string; commit: string }[]>`
    select current_setting('server_version') as version, current_setting('synchronous_commit') as commit`;
  await sql.end();
  const processors = cpus();
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GB`;
  return [
    `${new Date().toISOString().slice(0, 10)}, ${processors.length} × ${processors[0]?.model.trim() ?? 'processor'}, ${memory}`,
    `load before the first round: ${loadavg()[0]?.toFixed(1)} of ${processors.length}`,
    `Node ${process.versions.node}, PostgreSQL ${row?.version} with synchronous_commit ${row?.commit}`,
  ];
}

/** Each server with its versions, as the lock files pin them. */
export function versionsOf(names: readonly ServerName[]): Record<ServerName, string> {
  const hub = dependenciesOf('package.json');
  const others = names.length > 1 ? dependenciesOf('bench/api/package.json') : {};
  const said: Record<ServerName, string> = {
    tessera: `tessera: @apollo/server ${hub['@apollo/server']}, fastify ${hub.fastify}, graphql ${hub.graphql}`,
    mercurius: `mercurius: ${others.mercurius}, graphql-jit from its second request of a document, fastify ${others.fastify}`,
    postgraphile: `postgraphile: ${others.postgraphile}, Amber preset`,
  };
  return Object.fromEntries(names.map((name) => [name, said[name]])) as Record<ServerName, string>;
}

function dependenciesOf(file: string): Record<string, string> {
  return JSON.parse(readFileSync(join(process.cwd(), file), 'utf8')).dependencies;
}
