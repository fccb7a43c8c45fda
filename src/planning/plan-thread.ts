import { parentPort } from 'node:worker_threads';
import { failureOf } from '../threads.ts';
import { choosePlans } from './choose-plan.ts';
import type { FromPlanner, ToPlanner } from './planner.ts';
import { relaxLimits } from './relax-limits.ts';
import { loadSolver } from './solver.ts';

/** A thread of the planner: makes the plans it is sent, one after the other. */
const port = parentPort;
if (!port) throw new Error('plan-thread.ts is started by the planner alone');

port.on('message', (message: ToPlanner) => void plan(message));

async function plan({ task, problem, count, seconds }: ToPlanner): Promise<void> {
  try {
    const solve = await loadSolver();
    const started = performance.now();
    const spent = () => (performance.now() - started) / 1_000;
    const choices = choosePlans(problem, count, { solve, left: () => seconds.plans - spent() });
    const begun = spent();
    const left = () => seconds.relaxations - (spent() - begun);
    const relaxations = relaxLimits(problem, choices[0]?.open.length ?? 0, { solve, left });
    send({ task, choices, relaxations });
  } catch (error) {
    send({ task, failure: failureOf(error) });
  }
}

function send(message: FromPlanner): void {
  port?.postMessage(message);
}
