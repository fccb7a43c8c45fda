import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { buildIndex } from '../ranker/index.ts';
import type { Concept } from '../ranker/ranker.ts';
import { failureOf } from '../threads.ts';
import type { FromBuilder, ToBuilder } from './build-in-thread.ts';

/** A thread that builds one index of what it is sent, and ends. */
const port = parentPort;
if (!port) throw new Error('build-thread.ts is started by buildInThread alone');

async function* conceptsSent(): AsyncGenerator<Concept> {
  for (;;) {
    send({ wants: 'MORE' });
    const [{ concepts }] = (await once(port as NonNullable<typeof port>, 'message')) as [ToBuilder];
    if (concepts === null) return;
    yield* concepts;
  }
}

function send(message: FromBuilder, transferred: ArrayBuffer[] = []): void {
  port?.postMessage(message, transferred);
}

try {
  const bytes = await buildIndex(conceptsSent());
  const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  send({ bytes }, isWhole && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []);
} catch (error) {
  send({ failure: failureOf(error) });
}
