import type { CredentialId } from '../db/ids.ts';
import type { Conflict } from './plan-model.ts';
import type { Option, PlanProblem, Required, Way } from './plan-problem.ts';
import { type Scheduled, type Study, scheduleStudies } from './schedule.ts';

/** Ways taken, by credential. */
export type Taken = ReadonlyMap<CredentialId, Way>;

/** Orders tried for each part of a conflict: one that is not found soon is only a longer conflict. */
const NODES_A_PART = 100;

/** The schedule of some ways that ends soonest. */
export function scheduleTaken({ options, limits }: PlanProblem, taken: Taken, isEndless = false): Scheduled {
  return scheduleStudies(studiesOf(options, taken), isEndless ? null : limits.endsBy);
}

/**
 * Why some ways cannot be taken together by the learner's last day: as few of them as already cannot. What the others could do
 * for these is granted, so that the conflict holds beside anything else.
 */
export function findConflict(problem: PlanProblem, taken: Taken, endsBy: number | null): Conflict {
  const studies = studiesOf(problem.options, taken);
  const known = new Set(problem.options.map(({ id }) => id));
  const isImpossible = (some: readonly Study[], day: number | null) => {
    const others = new Set([...taken.keys()].filter((id) => !some.some((study) => study.id === id)));
    const { schedule, isProven } = scheduleStudies(some, day, others, NODES_A_PART);
    return schedule === null && isProven;
  };
  const whole = scheduleStudies(studies, endsBy);
  let least: readonly Study[] = studies;
  for (const study of studies) {
    const without = least.filter((each) => each !== study);
    if (isImpossible(without, endsBy)) least = without;
  }
  const others = new Set([...taken.keys()].filter((id) => !least.some((study) => study.id === id)));
  const soonest = scheduleStudies(least, null, others);
  const asked: readonly Required[] = least.flatMap(({ requires }) => requires);
  const unless = asked.flatMap(({ of }) => of).filter((id) => known.has(id) && !taken.has(id));
  return {
    ways: least.map(({ id }) => taken.get(id) as Way),
    unless: [...new Set(unless)],
    endsOn: soonest.schedule === null ? null : soonest.endsOn,
    isProven: soonest.isProven && whole.isProven,
  };
}

function studiesOf(options: readonly Option[], taken: Taken): Study[] {
  return options.flatMap(({ id, requires }): Study[] => {
    const way = taken.get(id);
    if (!way) return [];
    const { days, startsOn, from, isFunded } = way;
    return [{ id, days, startsOn, from, isFunded, requires }];
  });
}
