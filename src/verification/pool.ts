import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Unpacked } from '../formats/index.ts';
import type { Document } from './document.ts';
import type { Resolve, Resolved } from './resolve.ts';
import type { Verification, VerifyOptions } from './verification.ts';

/** What goes to a thread: a badge to verify, or the answer to a question it asked. */
export type ToThread =
  | {
      readonly task: number;
      readonly unpacked: Unpacked;
      readonly options: Omit<VerifyOptions, 'resolve'>;
      readonly isOffline: boolean;
    }
  | { readonly question: number; readonly resolved: Resolved };

/** What comes from a thread: a verification (document null: the one that was sent), a failure of ours, or a question to `resolve`. */
export type FromThread =
  | { readonly task: number; readonly verification: Omit<Verification, 'document'>; readonly document: Document | null }
  | { readonly task: number; readonly failure: string }
  | {
      readonly task: number;
      readonly question: number;
      readonly url: string;
      readonly options: Parameters<Resolve>[1];
    };

/** Verifies badges in threads, so that signatures cost no process its attention. */
export interface VerifierPool {
  verify(unpacked: Unpacked, options: VerifyOptions): Promise<Verification>;
  /** Ends the threads; what is under way is rejected. */
  close(): Promise<void>;
}

interface Task {
  readonly unpacked: Unpacked;
  readonly resolve: Resolve | null;
  readonly settle: (verification: Verification) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

interface Waiting extends Pick<Task, 'unpacked' | 'settle' | 'reject'> {
  readonly options: VerifyOptions;
}

interface Thread {
  readonly worker: Worker;
  readonly tasks: Map<number, Task>;
}

/** Contexts and quads live for one badge: with room for several of them, little is copied before it is dropped. */
const YOUNG_MEGABYTES = 64;

/** Most badges a thread has at once: they wait for others more than they reckon. */
const TASKS_A_THREAD = 8;

/**
 * Makes a pool of as many threads as there are processors, or as asked. A badge that keeps a thread busy for longer than
 * `timeoutMs` is given up with its thread, and rejected.
 */
export function createVerifierPool({ size = availableParallelism(), timeoutMs = 120_000 } = {}): VerifierPool {
  const threads: Thread[] = [];
  let [next, isClosed] = [0, false];

  const end = (thread: Thread, error: Error) => {
    const index = threads.indexOf(thread);
    if (index >= 0) threads.splice(index, 1);
    for (const { reject, timer } of thread.tasks.values()) {
      clearTimeout(timer);
      reject(error);
    }
    thread.tasks.clear();
    void thread.worker.terminate();
  };
  const start = (): Thread => {
    const worker = new Worker(threadFile(), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES } });
    const thread: Thread = { worker, tasks: new Map() };
    thread.worker.on('message', (message: FromThread) => hear(thread, message));
    thread.worker.on('error', (error) => end(thread, error instanceof Error ? error : new Error(String(error))));
    thread.worker.on('exit', () => end(thread, new Error('the thread that verified it ended')));
    thread.worker.unref();
    threads.push(thread);
    return thread;
  };

  const waiting: Waiting[] = [];
  /** Hands over what waits; a thread with few questions out has processor time left for more badges. */
  const pump = () => {
    while (waiting.length > 0 && !isClosed) {
      const free =
        threads.find(({ tasks }) => tasks.size === 0) ?? (threads.length < size ? start() : leastBusy(threads));
      if (!free || free.tasks.size >= TASKS_A_THREAD) return;
      const { unpacked, options, settle, reject } = waiting.shift() as Waiting;
      const { resolve, ...told } = options;
      const task = next++;
      const late = () => end(free, new Error(`a badge took longer than ${timeoutMs / 1000} seconds to verify`));
      const timer = setTimeout(late, timeoutMs);
      free.tasks.set(task, { unpacked, resolve, settle, reject, timer });
      free.worker.postMessage({ task, unpacked, options: told, isOffline: resolve === null } satisfies ToThread);
    }
  };

  return {
    verify: (unpacked, options) =>
      new Promise<Verification>((settle, reject) => {
        if (isClosed) return reject(new Error('the pool is closed'));
        waiting.push({ unpacked, options, settle, reject });
        pump();
      }).finally(pump),
    close: async () => {
      isClosed = true;
      const workers = threads.map(({ worker }) => worker);
      for (const { reject } of waiting.splice(0)) reject(new Error('the pool is closed'));
      for (const thread of [...threads]) end(thread, new Error('the pool is closed'));
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function leastBusy(threads: readonly Thread[]): Thread | undefined {
  return [...threads].sort((a, b) => a.tasks.size - b.tasks.size)[0];
}

async function hear({ worker, tasks }: Thread, message: FromThread): Promise<void> {
  const task = tasks.get(message.task);
  if (!task) return;
  const settle = (): void => {
    tasks.delete(message.task);
    clearTimeout(task.timer);
  };
  if ('question' in message) {
    const { url, options } = message;
    const ask = task.resolve ?? notAsked;
    const resolved = await ask(url, options).catch((error: unknown): Resolved => {
      // A fault of ours, as when the database is away: the badge is tried again, and the thread ends this one unheard.
      settle();
      task.reject(error instanceof Error ? error : new Error(String(error)));
      return { ok: false, reason: 'UNREACHABLE', message: `${url} could not be asked` };
    });
    worker.postMessage({ question: message.question, resolved } satisfies ToThread);
    return;
  }
  settle();
  if ('verification' in message) {
    task.settle({ ...message.verification, document: message.document ?? task.unpacked.document });
  } else task.reject(new Error(message.failure));
}

const notAsked: Resolve = async (url) => ({ ok: false, reason: 'REFUSED', message: `${url} was not asked` });

/** Threads run what is built, also where this file is read as it was written, as tests do. */
function threadFile(): URL {
  const built = import.meta.url.endsWith('.ts') ? '../../dist/src/verification/pool-thread.js' : './pool-thread.js';
  return new URL(built, import.meta.url);
}
