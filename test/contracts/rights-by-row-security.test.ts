import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { POLICY } from '../../src/server/policy.ts';
import { holders } from '../rig/rights/holders.ts';
import { matrixHub } from '../rig/rights/hub.ts';
import { askAll } from '../rig/rights/matrix.ts';
import { documentedCells } from '../rig/rights/page.ts';
import { VIEWERS } from '../rig/rights/world.ts';

// The first lock is taken off: every statement lets every row through, and every viewer may name every field.
vi.mock('../../src/consent/reader.ts', async (original) => ({
  ...(await original<object>()),
  ...{ seesEvidence: () => sql`true`, seesLearner: () => sql`true`, seesName: () => sql`true` },
}));
vi.mock('../../src/graphql/policy.ts', async (original) => ({ ...(await original<object>()), refusalOf: () => null }));

const asked = await matrixHub();

test('with the statements’ own readers off, learners’ data is shown to nobody else: row-level security holds alone', async () => {
  const { hub, schema, world } = asked;
  const seen = await askAll(hub, schema, world, holders(schema, true));
  const documented = documentedCells();
  for (const [coordinate, cells] of seen) {
    const [type = '', field = ''] = coordinate.split('.');
    // It decides on rows: of one that is shown, the name is kept back by the statement alone.
    const isNamed = POLICY[type]?.[field]?.rows === 'NAMED';
    const shownTo = (of: Partial<typeof cells> | undefined) =>
      VIEWERS.filter((viewer) => of?.[viewer] === 'shown' || (isNamed && of?.[viewer] === 'blank'));
    // No rule keeps a learner from searching here, and themselves they may see.
    const allowed = new Set([...shownTo(documented.get(coordinate)), 'the learner']);
    const leaks = shownTo(cells).filter((viewer) => !allowed.has(viewer));
    expect({ coordinate, leaks }).toEqual({ coordinate, leaks: [] });
  }
}, 120_000);
