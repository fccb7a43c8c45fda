import type { Config } from '../config.ts';
import { createDownload } from '../http/index.ts';
import type { SourceAccess } from './fetch-input.ts';

/** The settings by which sources are asked. */
export type FetchSettings = Pick<
  Config,
  | 'fetchAllowHosts'
  | 'fetchMaxBytes'
  | 'fetchTimeoutSeconds'
  | 'fetchIdleSeconds'
  | 'fetchRetries'
  | 'fetchPerSecond'
  | 'publicUrl'
  | 'sourceSecret'
  | 'sourceSecretBefore'
>;

/** How a process asks the addresses of sources, naming the hub to their hosts. */
export function createSourceAccess(config: FetchSettings): SourceAccess {
  const download = createDownload({
    allowHosts: config.fetchAllowHosts,
    userAgent: config.publicUrl === undefined ? 'Tessera' : `Tessera (+${config.publicUrl})`,
    ...{ perSecond: config.fetchPerSecond, retries: config.fetchRetries },
    ...{ idleMs: config.fetchIdleSeconds * 1_000, totalMs: config.fetchTimeoutSeconds * 1_000 },
  });
  return { download, settings: config, bytesAtMost: config.fetchMaxBytes };
}
