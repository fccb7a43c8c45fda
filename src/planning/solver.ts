import highs from 'highs';

// The package's declarations describe its CommonJS build, where the loader is a property; its module exports the loader itself.
const loadHighs = highs as unknown as typeof highs.default;

/** What came of a model: the values of its variables, and whether they are proven best. */
export interface Solved {
  readonly values: Readonly<Record<string, number>>;
  readonly objective: number;
  /** False when the time limit ended the search: then `values` are good, not proven best. */
  readonly isOptimal: boolean;
}

/** Solves a mixed-integer model in CPLEX LP text; null when no assignment meets all constraints. */
export type Solve = (model: string) => Solved | null;

/** Longest search, in seconds: a plan is asked for by somebody who waits. */
const SECONDS = 2;

let loading: ReturnType<typeof loadHighs> | undefined;

/** HiGHS, an exact solver (MIT licence), as WebAssembly from its package; loaded once a process. */
export async function loadSolver(): Promise<Solve> {
  loading ??= loadHighs();
  const solver = await loading;
  return (model) => {
    // The defaults stop within 0.01 % of the best; a plan is either the cheapest or not.
    const solution = solver.solve(model, { mip_rel_gap: 0, mip_abs_gap: 1e-9, time_limit: SECONDS, random_seed: 1 });
    const isOptimal = solution.Status === 'Optimal';
    if (!isOptimal && solution.Status !== 'Time limit reached') return null;
    const values: Record<string, number> = {};
    for (const [name, column] of Object.entries(solution.Columns)) {
      if ('Primal' in column && Number.isFinite(column.Primal)) values[name] = column.Primal;
    }
    return Object.keys(values).length === 0 ? null : { values, objective: solution.ObjectiveValue, isOptimal };
  };
}
