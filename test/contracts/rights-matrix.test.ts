import { beforeAll, expect, test } from 'vitest';
import { type Rule, refusalOf } from '../../src/graphql/policy.ts';
import { POLICY } from '../../src/server/policy.ts';
import { holders } from '../rig/rights/holders.ts';
import { matrixHub } from '../rig/rights/hub.ts';
import { askAll, callAll, type Matrix } from '../rig/rights/matrix.ts';
import { authorisationPage } from '../rig/rights/page.ts';
import { type MatrixViewer, VIEWERS } from '../rig/rights/world.ts';

const asked = await matrixHub();
const seen = {} as { fields: Matrix; mutations: Matrix };
beforeAll(async () => {
  const { hub, schema, world } = asked;
  seen.fields = await askAll(hub, schema, world, holders(schema));
  seen.mutations = await callAll(hub, schema, world.viewers);
}, 180_000);

test('every field and mutation, asked for as every viewer, is answered as docs/authorisation.md says', async () => {
  const page = authorisationPage(seen.fields, seen.mutations);
  await expect(page).toMatchFileSnapshot('../../docs/authorisation.md');
});

test('who a rule keeps out is refused, of every field', async () => {
  const role = async (viewer: MatrixViewer) => {
    const { key, as } = asked.world.viewers[viewer];
    return (await asked.hub.ask('{ viewer { role scopes } }', {}, { key, ...(as !== undefined && { as }) })).data
      .viewer;
  };
  const viewers = await Promise.all(VIEWERS.map(async (viewer) => [viewer, await role(viewer)] as const));
  const wrong = [...seen.fields, ...seen.mutations].flatMap(([coordinate, cells]) =>
    viewers
      .filter(([viewer, who]) => refusalOf(ruleOf(coordinate), who) !== null && cells[viewer] !== 'refused')
      .map(([viewer]) => `${coordinate} as ${viewer}`),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['SHOWN', ['employer shown badges', 'employer shown the name', 'its manager', 'the learner', 'administrator']],
  ['NAMED', ['employer shown the name', 'the learner', 'administrator']],
  ['OWN', ['the learner']],
])('rows %s are seen by those it says and by nobody else', (rows, expected) => {
  const fields = [...seen.fields].filter(([coordinate]) => ruleOf(coordinate).rows === rows);
  expect(fields.length).toBeGreaterThan(0);
  for (const [coordinate, cells] of fields) {
    const allowed = expected.filter((viewer) => cells[viewer as MatrixViewer] !== 'refused');
    const shown = VIEWERS.filter((viewer) => cells[viewer] === 'shown');
    expect({ coordinate, shown }).toEqual({ coordinate, shown: allowed });
  }
});

function ruleOf(coordinate: string): Rule {
  const [type = '', field = ''] = coordinate.split('.');
  const rule = POLICY[type]?.[field];
  if (!rule) throw new Error(`${coordinate} has no rule`);
  return rule;
}
