import type { CredentialId } from '../db/ids.ts';
import type { Required } from './plan-problem.ts';

/** A credential to put into time. Days are whole numbers since 1970-01-01. */
export interface Study {
  readonly id: CredentialId;
  readonly days: number;
  /** First day of a stated run; null when it may begin on any day from `from`. */
  readonly startsOn: number | null;
  readonly from: number;
  readonly isFunded: boolean;
  readonly requires: readonly Required[];
}

/** First and past-last day of each study. */
export type Schedule = ReadonlyMap<CredentialId, { readonly startsOn: number; readonly endsOn: number }>;

/** The best there is, none (`schedule` null), or the best found before the search was given up (`isProven` false). */
export interface Scheduled {
  readonly schedule: Schedule | null;
  readonly endsOn: number;
  readonly isProven: boolean;
}

/** Orders of the funded studies that are tried before the search is given up, where there are no more than so many studies. */
const NODES_AT_MOST = 2_000;
const STUDIES = 30;

/**
 * Puts studies into time so that the last ends soonest: each begins after enough of what it asks for has ended, and no two
 * funded ones overlap. Exact: every order of the funded studies that lie free in time is tried that could still be better.
 *
 * @param endsBy  no study ends after it; null for no bound
 * @param given   what counts as had from the beginning
 */
export function scheduleStudies(
  studies: readonly Study[],
  endsBy: number | null,
  given: ReadonlySet<CredentialId> = new Set(),
  nodesAtMost = NODES_AT_MOST,
): Scheduled {
  const fixed = studies.filter(({ startsOn }) => startsOn !== null);
  const blocked = fixed
    .filter(({ isFunded, days }) => isFunded && days > 0)
    .map(spanOf)
    .sort((one, other) => one.startsOn - other.startsOn);
  if (blocked.some(({ startsOn }, index) => startsOn < (blocked[index - 1]?.endsOn ?? startsOn))) return NONE;
  const inTurn = studies.filter(({ startsOn, isFunded, days }) => startsOn === null && isFunded && days > 0);
  const free = studies.filter((study) => study.startsOn === null && !inTurn.includes(study));
  // A step costs as the square of the studies: a search takes no longer for many of them.
  const nodesLeft = Math.max(10, nodesAtMost * Math.min(1, (STUDIES / studies.length) ** 2));
  const least = leastEnd(studies, inTurn, blocked);
  let [best, bestEnd, nodes, isComplete]: [Map<CredentialId, Span> | null, number, number, boolean] = [
    ...([null, (endsBy ?? Number.POSITIVE_INFINITY) + 1, 0, true] as const),
  ];

  const search = (placed: ReadonlyMap<CredentialId, Span>, rest: readonly Study[], turn: number): void => {
    if (bestEnd <= least) return;
    if (nodes >= nodesLeft) {
      isComplete = false;
      return;
    }
    nodes += 1;
    const spans = settle(placed, free, given);
    const end = Math.max(0, ...[...spans.values()].map(({ endsOn }) => endsOn));
    const left = rest.reduce((sum, { days }) => sum + days, 0);
    if (end >= bestEnd || (rest.length > 0 && endAfter(turn, left, blocked) >= bestEnd)) return;
    if (rest.length === 0) {
      if (holdsInTurn(studies, spans, given)) [best, bestEnd] = [new Map(spans), end];
      return;
    }
    const next = rest
      .map((study) => ({ study, ready: readyFor(study, spans, given) }))
      .filter(({ ready }) => Number.isFinite(ready))
      .map(({ study, ready }) => ({
        study,
        startsOn: firstGap(Math.max(study.from, ready, turn), study.days, blocked),
      }))
      .sort((one, other) => one.startsOn - other.startsOn || one.study.days - other.study.days);
    for (const { study, startsOn } of next) {
      const span = { startsOn, endsOn: startsOn + study.days };
      search(
        new Map([...placed, [study.id, span]]),
        rest.filter((each) => each !== study),
        span.endsOn,
      );
    }
  };
  search(new Map(fixed.map((study) => [study.id, spanOf(study)])), inTurn, 0);
  return { schedule: best, endsOn: best === null ? Number.POSITIVE_INFINITY : bestEnd, isProven: isComplete };
}

interface Span {
  readonly startsOn: number;
  readonly endsOn: number;
}

function spanOf({ startsOn, days }: Study): Span {
  return { startsOn: startsOn ?? 0, endsOn: (startsOn ?? 0) + days };
}

const NONE: Scheduled = { schedule: null, endsOn: Number.POSITIVE_INFINITY, isProven: true };

/** No schedule ends before it: the latest that any study can end soonest, and the funded ones one after the other. */
function leastEnd(studies: readonly Study[], inTurn: readonly Study[], blocked: readonly Span[]): number {
  const alone = studies.map(({ startsOn, from, days }) => (startsOn ?? from) + days);
  const days = inTurn.reduce((sum, study) => sum + study.days, 0);
  const inARow = inTurn.length > 0 ? endAfter(Math.min(...inTurn.map(({ from }) => from)), days, blocked) : 0;
  return Math.max(0, ...alone, inARow);
}

/** Soonest day by which so many days lie free from a day on, however they are split. */
function endAfter(day: number, days: number, blocked: readonly Span[]): number {
  let [at, left] = [day, days];
  for (const { startsOn, endsOn } of blocked) {
    if (endsOn <= at) continue;
    if (startsOn - at >= left) break;
    left -= Math.max(0, startsOn - at);
    at = endsOn;
  }
  return at + left;
}

/** Day from which enough of what a study asks for has ended; infinite while that is not in sight. */
function readyFor(
  { requires }: Study,
  spans: ReadonlyMap<CredentialId, Span>,
  given: ReadonlySet<CredentialId>,
): number {
  return requires.reduce((ready, { n, of }) => {
    const wanted = n - of.filter((id) => given.has(id)).length;
    if (wanted <= 0) return ready;
    const ends = of.flatMap((id) => spans.get(id)?.endsOn ?? []).sort((one, other) => one - other);
    return Math.max(ready, ends[wanted - 1] ?? Number.POSITIVE_INFINITY);
  }, 0);
}

/** Adds every study that lies free in time at its first day, the one that ends soonest first: so none waits for a later one. */
function settle(
  placed: ReadonlyMap<CredentialId, Span>,
  free: readonly Study[],
  given: ReadonlySet<CredentialId>,
): ReadonlyMap<CredentialId, Span> {
  const spans = new Map(placed);
  for (let rest = free; rest.length > 0; ) {
    let soonest: { study: Study; span: Span } | null = null;
    for (const study of rest) {
      const startsOn = Math.max(study.from, readyFor(study, spans, given));
      if (!Number.isFinite(startsOn)) continue;
      const span = { startsOn, endsOn: startsOn + study.days };
      if (!soonest || span.endsOn < soonest.span.endsOn) soonest = { study, span };
    }
    if (!soonest) break;
    const { study, span } = soonest;
    spans.set(study.id, span);
    rest = rest.filter((each) => each !== study);
  }
  return spans;
}

/** Whether studies can be had one after the other as they lie: none rests on itself, as two of no length on one day could. */
function holdsInTurn(
  studies: readonly Study[],
  spans: ReadonlyMap<CredentialId, Span>,
  given: ReadonlySet<CredentialId>,
): boolean {
  const had = new Map<CredentialId, Span>();
  for (let rest = studies; rest.length > 0; ) {
    const next = rest.filter((study) => {
      const span = spans.get(study.id);
      return span !== undefined && span.startsOn >= Math.max(study.from, readyFor(study, had, given));
    });
    if (next.length === 0) return false;
    for (const { id } of next) had.set(id, spans.get(id) as Span);
    rest = rest.filter((study) => !next.includes(study));
  }
  return true;
}

/** First day from `day` on which so many days lie free of what is taken. */
function firstGap(day: number, days: number, blocked: readonly Span[]): number {
  return blocked.reduce((from, { startsOn, endsOn }) => (startsOn < from + days && from < endsOn ? endsOn : from), day);
}
