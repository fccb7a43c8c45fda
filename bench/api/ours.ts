import { readConfig } from '../../src/config.ts';
import { createDatabase } from '../../src/db/client.ts';
import { createLogger } from '../../src/log.ts';
import { startHttp } from '../../src/server/http.ts';
import { type LeftOut, startWithout } from './without.ts';

/** What the process of our server is told by its parent. */
export interface OursTerms {
  readonly databaseUrl: string;
  readonly pool: number;
  readonly apiKey: string;
  /** Null for the server as it is in production, every limit on. */
  readonly without: LeftOut | null;
}

const terms = JSON.parse(process.argv[2] ?? '{}') as OursTerms;
const { databaseUrl, pool, without } = terms;
const config = readConfig({ PORT: '0', TESSERA_POINTS_PER_HOUR: '100000000', DATABASE_URL: databaseUrl });
const database = createDatabase(databaseUrl, {
  ...{ max: pool, applicationName: 'tessera-api', as: 'requests', statementTimeoutMs: config.statementTimeoutMs },
});
const services = { databaseUrl, database };
const log = createLogger('info');
const { url } = without
  ? await startWithout(without, { ...terms, config, ...services, log })
  : await startHttp(config, services, log);
process.send?.({ url: `${url}/graphql` });
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
process.once('disconnect', () => process.exit(0));
