import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import { startHttp } from './server/http.ts';
import { openServices } from './services.ts';
import { untilStopped } from './stopping.ts';

/** Serves GraphQL over HTTP until the process is told to stop: `tessera api`. */
export async function runApi(config: Config, log: Logger): Promise<void> {
  const stopped = untilStopped();
  const services = await openServices(config, log, 'tessera-api', 'requests');
  try {
    const api = await startHttp(config, services, log);
    log.info({ url: `${api.url}/graphql` }, 'API listens');
    await stopped;
    await api.close();
  } finally {
    await services.close();
  }
}
