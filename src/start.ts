import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Config, environmentOfChild } from './config.ts';
import type { Logger } from './log.ts';
import { type ApiServer, startHttp } from './server/http.ts';
import { openServices, type Services } from './services.ts';
import { untilStopped } from './stopping.ts';

/** API and worker of one machine, running. */
export interface Running {
  readonly api: ApiServer;
  readonly services: Services;
}

/**
 * Runs API and worker together until the process is told to stop: `tessera start`, and with the demo world `tessera demo`.
 *
 * @param prepare  done before the API listens, with the services open
 * @param ready    told when both run
 */
export async function runBoth(
  config: Config,
  log: Logger,
  ready: (running: Running) => void | Promise<void>,
  prepare: (services: Services) => Promise<void> = async () => {},
): Promise<void> {
  const stopped = untilStopped();
  const services = await openServices(config, log, 'tessera-api', 'requests');
  try {
    const preparing = prepare(services);
    // Told to stop meanwhile, its failure over a closed database is nobody's concern.
    preparing.catch(() => {});
    const isStopped = await Promise.race([preparing.then(() => false), stopped.then(() => true)]);
    if (isStopped) return;
    const worker = startWorkerProcess(services.databaseUrl, log);
    try {
      const api = await startHttp(config, services, log);
      await ready({ api, services });
      await stopped;
      await api.close();
    } finally {
      await worker.stop();
    }
  } finally {
    await services.close();
  }
}

/** Keeps one worker process alive; it ends itself when this process is gone, however that came. */
function startWorkerProcess(databaseUrl: string, log: Logger): { stop(): Promise<void> } {
  const cli = fileURLToPath(new URL('./cli.js', import.meta.url));
  let child: ChildProcess;
  let isStopping = false;
  const spawn = () => {
    child = fork(cli, ['worker'], {
      env: environmentOfChild(databaseUrl),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.once('exit', (code, signal) => {
      if (isStopping) return;
      log.error({ code, signal }, 'the worker process ended; starting another');
      setTimeout(() => isStopping || spawn(), 1_000).unref();
    });
  };
  spawn();
  return {
    async stop() {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const impatient = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(impatient);
    },
  };
}
