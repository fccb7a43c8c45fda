import highs, { type Highs } from 'highs';

/** A variable of a model: its price, its range, and whether only whole numbers will do. */
export interface Column {
  readonly price: number;
  readonly from: number;
  readonly to: number;
  readonly isWhole: boolean;
}

/** A linear condition: from ≤ Σ factor · column ≤ to. */
export interface Row {
  readonly terms: readonly (readonly [column: number, factor: number])[];
  readonly from: number;
  readonly to: number;
}

/** A mixed-integer model whose total price is to be least. */
export interface LinearModel {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface SolveOptions {
  readonly seconds: number;
  /** Values that price is known to differ by at least: 1 where all prices are whole. The search ends once nothing that much better is left. */
  readonly step: number;
  /** An assignment to begin with, such as a rule of thumb's. */
  readonly start?: readonly number[] | undefined;
}

/** What came of a model: the values of its columns, and how good they are proven to be. */
export interface Solved {
  readonly values: Float64Array;
  readonly price: number;
  /** No assignment has a lower price. */
  readonly bound: number;
  /** False when the time limit ended the search: then `values` are good, not proven best. */
  readonly isOptimal: boolean;
}

/** `NONE`: no assignment meets all conditions. `UNKNOWN`: the time ended before one was found. */
export type Solve = (model: LinearModel, options: SolveOptions) => Solved | 'NONE' | 'UNKNOWN';

// The package's declarations describe its CommonJS build, where the loader is a property; its module exports the loader itself.
const loadHighs = highs as unknown as () => Promise<Highs>;

let loading: Promise<Highs> | undefined;

/** HiGHS, an exact solver (MIT licence), as WebAssembly from its package; loaded once a thread. */
export async function loadSolver(): Promise<Solve> {
  loading ??= loadHighs();
  const solver = await loading;
  return (model, options) => solveWith(solver, model, options);
}

function solveWith(solver: Highs, { columns, rows }: LinearModel, { seconds, step, start }: SolveOptions) {
  const lengths = rows.map(({ terms }) => terms.length);
  const starts = [0];
  for (const length of lengths) starts.push((starts.at(-1) ?? 0) + length);
  const matrix = {
    ...({ format: 'csr', numRows: rows.length, numCols: columns.length, starts } as const),
    indices: rows.flatMap(({ terms }) => terms.map(([column]) => column)),
    values: rows.flatMap(({ terms }) => terms.map(([, factor]) => factor)),
  };
  const data = {
    ...{ numCols: columns.length, numRows: rows.length, matrix },
    colCost: columns.map(({ price }) => price),
    colLower: columns.map(({ from }) => from),
    colUpper: columns.map(({ to }) => to),
    integrality: columns.map(({ isWhole }) => (isWhole ? 1 : 0) as 0 | 1),
    rowLower: rows.map(({ from }) => from),
    rowUpper: rows.map(({ to }) => to),
  };
  const { modelStatus: status } = solver.constants;
  return solver.withModel(data, (made): Solved | 'NONE' | 'UNKNOWN' => {
    // The defaults stop within 0.01 % of the best; a plan is either the cheapest or not.
    made.options.set('mip_rel_gap', 0);
    made.options.set('mip_abs_gap', step * 0.999);
    made.options.set('time_limit', Math.max(0.01, seconds));
    made.options.set('random_seed', 1);
    if (start) made.setSolution({ colValue: [...start] });
    const { modelStatus } = made.run();
    if (modelStatus === status.infeasible) return 'NONE';
    const isOptimal = modelStatus === status.optimal || modelStatus === status.empty;
    if (!isOptimal && modelStatus !== status.timeLimit) return 'UNKNOWN';
    const isFound = made.info.get('primal_solution_status') === solver.constants.solutionStatus.feasible;
    if (!isFound && !isOptimal) return 'UNKNOWN';
    const price = Number(made.info.get('objective_function_value'));
    const bound = Number(made.info.get('mip_dual_bound'));
    return {
      values: made.getSolution().colValue,
      ...{ price, bound: isOptimal ? price : bound, isOptimal },
    };
  });
}
