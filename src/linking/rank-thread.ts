import { parentPort } from 'node:worker_threads';
import { openIndex } from '../ranker/index.ts';
import type { Ranked, Ranker } from '../ranker/ranker.ts';
import { failureOf } from '../threads.ts';
import type { FromRanking, ToRanking } from './rank-in-thread.ts';

/** The thread that holds indexes: opens them, ranks with them, lets them go. */
const port = parentPort;
if (!port) throw new Error('rank-thread.ts is started by startRankingThread alone');

const opened = new Map<string, Ranker>();

port.on('message', (message: ToRanking) => {
  if ('close' in message) opened.delete(message.close);
  else void answer(message);
});

async function answer(asked: Extract<ToRanking, { call: number }>): Promise<void> {
  try {
    port?.postMessage({ call: asked.call, ranked: await doAsAsked(asked) } satisfies FromRanking);
  } catch (error) {
    const failure = failureOf(error);
    port?.postMessage({ call: asked.call, failure } satisfies FromRanking);
  }
}

async function doAsAsked(asked: Extract<ToRanking, { call: number }>): Promise<readonly (readonly Ranked[])[]> {
  if ('open' in asked) {
    opened.set(asked.open, await openIndex(asked.bytes));
    return [];
  }
  const ranker = opened.get(asked.rank);
  if (!ranker) throw new Error(`index ${asked.rank} is not open`);
  return ranker.rankEach(asked.texts, asked.first);
}
