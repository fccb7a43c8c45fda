import { expect, test } from 'vitest';
import { holders } from '../rig/rights/holders.ts';
import { matrixHub } from '../rig/rights/hub.ts';
import { askAll } from '../rig/rights/matrix.ts';
import { documentedCells } from '../rig/rights/page.ts';

// The API asks as the owner of the tables, a superuser, whom row-level security does not bind.
const asked = await matrixHub('owner');

test('with row-level security off, learners’ data is shown to nobody else: the statements hold alone', async () => {
  const { hub, schema, world } = asked;
  const [row] = await hub.database.sql`select rolsuper from pg_roles where rolname = current_user`;
  expect(row).toEqual({ rolsuper: true });
  const seen = await askAll(hub, schema, world, holders(schema, true));
  const documented = documentedCells();
  for (const [coordinate, cells] of seen)
    expect({ coordinate, cells }).toEqual({ coordinate, cells: documented.get(coordinate) });
}, 120_000);
