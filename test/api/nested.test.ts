import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';

const SKILL = 'id uri label framework { id code name } relations { kind targetUri confidence target { id label } }';
const CREDENTIAL = `id name url totalHours learningFormats noc2021 provider { id name kind roles }
  skills { relation how skill { ${SKILL} } } relations { kind toUri groupRequired to { id name } }
  endorsements { partnerName fact } offerings { startsOn costCents } priorLearning { available methods maxPercent feeCents }
  funding { program ruleYear status reasons url }`;
const JOB = 'id title publishedAt closesAt employer { id name } occupation { id label } requirement { key kind }';

describe('rows that a statement brought along', () => {
  const hub = testHub();
  beforeAll(() => seedDemo(hub.database));

  test.each([
    ['credentials', 'Credential', 'credential', CREDENTIAL],
    ['skills', 'Skill', 'skill', SKILL],
    ['jobs', 'Job', 'job', JOB],
  ])('of %s are those a node loads by itself', async (list, type, table, selection) => {
    const { data, errors } = await hub.ask(`{ ${list}(first: 12) { nodes { ${selection} } } }`);
    expect(errors).toBeUndefined();
    const nodes: object[] = [];
    const rows = await hub.database.sql.unsafe(`select id from ${table} order by id limit 40`);
    for (const { id } of rows) {
      const found = await hub.ask(`query ($id: ID!) { node(id: $id) { ... on ${type} { ${selection} } } }`, {
        id: toGlobalId(type, Number(id)),
      });
      nodes.push(found.data.node);
    }
    const listed: { id: string }[] = data[list].nodes;
    expect(listed).toHaveLength(Math.min(12, rows.length));
    expect(listed).toEqual(listed.map(({ id }) => nodes.find((node) => 'id' in node && node.id === id)));
  });
});
