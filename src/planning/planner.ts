import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../problem.ts';
import { errorOf, threadFile } from '../threads.ts';
import type { Choice, PlanProblem, Relaxation } from './plan-problem.ts';

/** A problem that goes to a thread. */
export interface ToPlanner {
  readonly task: number;
  readonly problem: PlanProblem;
  /** Plans at most. */
  readonly count: number;
  /** How long may be searched for plans, and after that for what it would take. */
  readonly seconds: { readonly plans: number; readonly relaxations: number };
}

export interface Planned {
  /** Best first. */
  readonly choices: readonly Choice[];
  readonly relaxations: readonly Relaxation[];
}

/** What comes back: the plans, or a fault of ours. */
export type FromPlanner = ({ readonly task: number } & Planned) | { readonly task: number; readonly failure: string };

interface Task {
  readonly message: ToPlanner;
  readonly settle: (planned: Result<Planned, 'TIMEOUT'>) => void;
  readonly reject: (error: Error) => void;
}

/** A plan is asked for by somebody who waits: what is best by then is told with its gap. */
const SECONDS = { plans: 4, relaxations: 2 };
/** A thread that has not answered by then is ended. */
const GIVEN_UP_AFTER_MS = 15_000;
/** Plans that wait at most: as many as one thread makes before whoever waits has given up. */
const WAITING_AT_MOST = 16;
/** Room for the largest catalogue, and an end to what would take a machine down. */
const LIMITS = { maxOldGenerationSizeMb: 512 };

const waiting: Task[] = [];
let current: Task | null = null;
let thread: Worker | null = null;
let tasks = 0;

/**
 * Makes plans in a thread of this process, one at a time: the search is exact, and would keep everybody else waiting. The thread
 * stays for the next, with its solver.
 *
 * @returns SERVICE_UNAVAILABLE where too many wait already, TIMEOUT where the thread had to be ended
 */
export function planInThread(
  problem: PlanProblem,
  count: number,
): Promise<Result<Planned, 'SERVICE_UNAVAILABLE' | 'TIMEOUT'>> {
  if (waiting.length >= WAITING_AT_MOST) {
    const message = `${WAITING_AT_MOST} plans are waiting to be made; ask again in a few seconds`;
    return Promise.resolve(fail('SERVICE_UNAVAILABLE', message));
  }
  return new Promise((settle, reject) => {
    waiting.push({ message: { task: tasks++, problem, count, seconds: SECONDS }, settle, reject });
    next();
  });
}

function next(): void {
  const task = current === null ? waiting.shift() : undefined;
  if (!task) return;
  current = task;
  const worker = thread ?? startThread();
  const late = setTimeout(() => {
    end(worker, () =>
      task.settle(fail('TIMEOUT', 'the plan took too long to make; state limits, or a smaller target')),
    );
  }, GIVEN_UP_AFTER_MS);
  worker.once('message', (message: FromPlanner) => {
    clearTimeout(late);
    if (current !== task) return;
    current = null;
    worker.unref();
    if ('failure' in message) task.reject(new Error(message.failure));
    else task.settle(ok(message));
    next();
  });
  worker.ref();
  worker.postMessage(task.message);
}

function startThread(): Worker {
  const worker = new Worker(threadFile(import.meta.url, 'plan-thread'), { resourceLimits: LIMITS });
  worker.on('error', (error) => end(worker, (task) => task.reject(errorOf(error))));
  worker.on('exit', () => end(worker, (task) => task.reject(new Error('the thread that plans ended'))));
  thread = worker;
  return worker;
}

/** Ends a thread and what it was at; the next plan gets a thread of its own. */
function end(worker: Worker, tell: (task: Task) => void): void {
  if (thread !== worker) return;
  thread = null;
  const task = current;
  current = null;
  void worker.terminate();
  if (task) tell(task);
  next();
}
