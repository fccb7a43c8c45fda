import { parentPort } from 'node:worker_threads';
import { failureOf } from '../../threads.ts';
import type { FromHost, ToHost } from './host.ts';
import { createPartition } from './partition.ts';

/** A thread that holds one partition. A change that fails ends it, and the index is built anew. */
const port = parentPort;
if (!port) throw new Error('host-thread.ts is started by createThreadHost alone');

const partition = createPartition();

port.on('message', (message: ToHost) => {
  if ('load' in message) partition.load(message.load);
  else if ('apply' in message) partition.apply(message.apply);
  else answer(message);
});

function answer(message: Extract<ToHost, { question: number }>): void {
  const { question } = message;
  try {
    send({ question, answer: 'rank' in message ? partition.rank(message.rank) : partition.size() });
  } catch (error) {
    send({ question, failure: failureOf(error) });
  }
}

function send(message: FromHost): void {
  port?.postMessage(message);
}
