import { once } from 'node:events';
import { runCli } from './cli.ts';
import { ADMIN_KEY, type Answer } from './hub.ts';

/** An API in a process of its own. */
export interface ApiProcess {
  readonly url: string;
  /** Posts a document as the administrator, or with another key or none. */
  ask(document: string, variables?: object, key?: string | null): Promise<Answer>;
  /** Ends it with a signal and waits until it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Starts `tessera api` over a database and waits until it listens. */
export async function startApiProcess(
  databaseUrl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ApiProcess> {
  const run = runCli(['api'], {
    ...{
      DATABASE_URL: databaseUrl,
      PORT: '0',
      TESSERA_ADMIN_KEY: ADMIN_KEY,
      TESSERA_ANONYMOUS_POINTS_PER_HOUR: '5000',
    },
    ...environment,
  });
  await run.printed('API listens');
  const [, url = ''] = /"url":"(http:[^"]+)\/graphql"/u.exec(run.output()) ?? [];
  return {
    url,
    async ask(document, variables = {}, key = ADMIN_KEY) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify({ query: document, variables }),
      });
      return { ...((await response.json()) as Answer), status: response.status, headers: response.headers };
    },
    async end(signal) {
      if (run.child.exitCode === null && run.child.signalCode === null) {
        const gone = once(run.child, 'exit');
        run.child.kill(signal);
        await gone;
      }
      return run.child.exitCode;
    },
  };
}
