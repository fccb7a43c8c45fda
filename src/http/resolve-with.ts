import type { Config } from '../config.ts';
import type { Db } from '../db/client.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import { keepAnswers } from './kept-answers.ts';
import type { Resolve } from './resolve.ts';

/** How a process of the hub asks other hosts: public ones and those of the settings, with a memory all processes share. */
export function resolveWith({ fetchAllowHosts }: Pick<Config, 'fetchAllowHosts'>, db: Db): Resolve {
  return keepAnswers(db, createGuardedFetch({ allowHosts: fetchAllowHosts }));
}
