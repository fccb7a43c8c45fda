import { parentPort, workerData } from 'node:worker_threads';
import { signCredential } from './sign-credential.ts';
import type { ToSign } from './sign-in-thread.ts';

/** A thread that signs one credential and ends. */
const { document, packaging, key, now } = workerData as ToSign;
parentPort?.postMessage(await signCredential(document, packaging, key, now));
