import { parentPort } from 'node:worker_threads';
import type { FromThread, ToThread } from './pool.ts';
import type { Resolve, Resolved } from './resolve.ts';
import { verifyBadge } from './verify-badge.ts';

/** A thread of the pool: verifies what it is sent, and asks others through the process it belongs to. */
const port = parentPort;
if (!port) throw new Error('pool-thread.ts is started by the pool alone');

const waiting = new Map<number, (resolved: Resolved) => void>();
let questions = 0;

port.on('message', (message: ToThread) => {
  if ('question' in message) {
    waiting.get(message.question)?.(message.resolved);
    waiting.delete(message.question);
  } else void run(message);
});

async function run({ task, unpacked, options, isOffline }: Extract<ToThread, { task: number }>): Promise<void> {
  const resolve: Resolve = (url, asked) =>
    new Promise((answer) => {
      const question = questions++;
      waiting.set(question, answer);
      send({ task, question, url, options: asked });
    });
  try {
    const { document, ...verification } = await verifyBadge(unpacked, {
      ...options,
      resolve: isOffline ? null : resolve,
    });
    send({ task, verification, document: document === unpacked.document ? null : document });
  } catch (error) {
    send({ task, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function send(message: FromThread): void {
  port?.postMessage(message);
}
