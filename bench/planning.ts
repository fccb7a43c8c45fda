import type { CredentialId } from '../src/db/ids.ts';
import { choosePlans, type Search } from '../src/planning/choose-plan.ts';
import { planGreedily, priceOf } from '../src/planning/greedy-plan.ts';
import { isClosed, type Need, type Option, type PlanProblem, type Way } from '../src/planning/plan-problem.ts';
import { reduceProblem } from '../src/planning/reduce-problem.ts';
import { relaxLimits } from '../src/planning/relax-limits.ts';
import { loadSolver } from '../src/planning/solver.ts';
import { percentile } from './percentile.ts';
import { seeded } from './random.ts';

/**
 * Plans over a catalogue of 5,000 credentials for 25 gaps, under every limit: budget, hours, number, a last day, delivery,
 * language, funding one at a time, runs, prerequisites and larger certificates. Two baselines in the same run: the same exact
 * search without our reductions, and the rule of thumb that the search begins with: `npm run bench:planning -- [WORLDS]`.
 */
const WORLDS = Number(process.argv[2] ?? 25);
const CREDENTIALS = 5_000;
const GAPS = 25;
/** Gaps that a catalogue of this size has something for among all it teaches: of 1,000 skills each credential brings 1 to 4. */
const SKILLS = 400;
const SECONDS = 5;

function makeWorld(seed: number): PlanProblem {
  const random = seeded(seed);
  const below = (most: number) => Math.floor(random() * most);
  /** Few skills are brought by many credentials, most by few. */
  const skill = () => Math.min(SKILLS - 1, Math.floor(SKILLS * random() ** 1.6));
  const covering = Array.from({ length: SKILLS }, () => new Set<CredentialId>());
  const options: Option[] = [];
  for (let number = 1; number <= CREDENTIALS; number += 1) {
    const id = number as CredentialId;
    for (let many = 1 + below(4); many > 0; many -= 1) covering[skill()]?.add(id);
    const hours = 6 + below(60);
    const costCents = 500 * (10 + below(200));
    const isFunded = random() < 0.3;
    const outside = [
      ...(random() < 0.2 ? (['DELIVERY'] as const) : []),
      ...(random() < 0.15 ? (['LANGUAGE'] as const) : []),
    ];
    const way = (startsOn: number | null): Way => ({
      ...{ route: 'COURSE', price: costCents, costCents, hours, days: 7 * (1 + below(8)), startsOn },
      ...{ from: startsOn ?? 0, isFunded, outside },
    });
    const ways = random() < 0.6 ? Array.from({ length: 4 }, (_, term) => way(56 * term + 7 * below(4))) : [way(null)];
    const asked = random() < 0.15 && number > 10 ? [{ n: 1, of: oneOrTwoOf(number, below) }] : [];
    const parts = random() < 0.02 && number > 20 ? [{ n: 2, of: someOf(number, 4, below) }] : [];
    options.push({ id, ways, requires: [...asked, ...parts], drawback: below(5) / 4 });
  }
  const brought = covering.map((ids) => [...ids]).filter((ids) => ids.length > 0);
  const needs = Array.from({ length: GAPS }, (_, index): Need => {
    const leaf = (): Need => {
      const coveredBy = brought[below(brought.length)] ?? [];
      return { kind: 'LEAF', key: String(index), isMet: false, coveredBy };
    };
    return random() < 0.2 ? { kind: 'AT_LEAST', n: 1 + below(2), of: [leaf(), leaf(), leaf()] } : leaf();
  });
  const limits = { maxCostCents: 900_000, maxHours: 700, maxCredentials: 24, startsFrom: 0, endsBy: 280 };
  return { needs, options, limits };
}

function oneOrTwoOf(number: number, below: (most: number) => number): CredentialId[] {
  return someOf(number, 1 + below(2), below);
}

/** Earlier ones alone, so that nothing waits for itself. */
function someOf(number: number, count: number, below: (most: number) => number): CredentialId[] {
  return [...new Set(Array.from({ length: count }, () => (1 + below(number - 1)) as CredentialId))];
}

function summarise(name: string, times: readonly number[]): void {
  const told = [0.5, 0.9, 1].map((share) => `${Math.round(percentile(times, share))} ms`);
  process.stdout.write(`${name.padEnd(48)} median ${told[0]}, 90 % ${told[1]}, worst ${told[2]}\n`);
}

const solve = await loadSolver();
function timed<T>(work: (search: Search) => T, reduce = reduceProblem): { result: T; ms: number } {
  const started = performance.now();
  const left = () => SECONDS - (performance.now() - started) / 1_000;
  const result = work({ solve, left, reduce });
  return { result, ms: performance.now() - started };
}

const times = {
  first: [] as number[],
  three: [] as number[],
  plain: [] as number[],
  thumb: [] as number[],
  relax: [] as number[],
};
const worse: number[] = [];
const gaps: number[] = [];
let [proven, plainProven, kept, thumbOpen] = [0, 0, 0, 0];
for (let world = 1; world <= WORLDS; world += 1) {
  const problem = makeWorld(world);
  const first = timed((search) => choosePlans(problem, 1, search));
  const [best] = first.result;
  times.first.push(first.ms);
  proven += Number(best?.isOptimal);
  gaps.push(best && best.price > 0 ? (best.price - best.bound) / best.price : 0);
  kept += reduceProblem(problem).options.length / WORLDS;
  times.three.push(timed((search) => choosePlans(problem, 3, search)).ms);
  const plain = timed(
    (search) => choosePlans(problem, 1, search),
    (same) => same,
  );
  times.plain.push(plain.ms);
  plainProven += Number(plain.result[0]?.isOptimal);
  const thumb = timed(() => planGreedily(reduceProblem(problem)));
  times.thumb.push(thumb.ms);
  const open = problem.needs.filter((need) => !isClosed(need, new Set(thumb.result.keys()))).length;
  if (best && open === best.open.length) worse.push(priceOf(thumb.result) / best.price - 1);
  else thumbOpen += 1;
  if (best) {
    const tight = {
      ...problem,
      limits: { ...problem.limits, maxCostCents: Math.floor(best.price * 0.7), endsBy: 140 },
    };
    const [less] = choosePlans(tight, 1, { solve, left: () => SECONDS });
    times.relax.push(timed((search) => relaxLimits(tight, less?.open.length ?? 0, search)).ms);
  }
}

process.stdout.write(
  `${WORLDS} worlds of ${CREDENTIALS} credentials and ${GAPS} gaps; after reduction ${Math.round(kept)} credentials\n`,
);
summarise('first plan', times.first);
summarise('three plans', times.three);
summarise('what it would take, limits cut', times.relax);
summarise('baseline: the same without reductions', times.plain);
summarise('baseline: rule of thumb', times.thumb);
const ratio = percentile(times.plain, 0.5) / percentile(times.first, 0.5);
process.stdout.write(
  [
    `proven best: ${proven} of ${WORLDS}, largest gap ${(100 * Math.max(...gaps)).toFixed(2)} %; without reductions ${plainProven} of ${WORLDS}`,
    `reductions make the median ${ratio.toFixed(1)} times faster`,
    `the rule of thumb leaves more open in ${thumbOpen} of ${WORLDS}; where it does not, it costs ${(100 * percentile(worse, 0.5)).toFixed(1)} % more in the median, ${(100 * Math.max(0, ...worse)).toFixed(1)} % at worst`,
    '',
  ].join('\n'),
);
