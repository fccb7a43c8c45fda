import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { makeSchema } from '../../src/server/schema.ts';
import { documents } from '../rig/documents.ts';
import { testHub } from '../rig/hub.ts';

/** Objects of an answer, as the cost counts them: `pageInfo` is no part of the data. */
function objectsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, member) => sum + objectsIn(member), 0);
  if (typeof value !== 'object' || value === null) return 0;
  if ('__typename' in value && value.__typename === 'PageInfo') return 0;
  return 1 + Object.values(value).reduce((sum: number, member) => sum + objectsIn(member), 0);
}

describe('the cost told with an answer', () => {
  const hub = testHub();
  const ids: string[] = ['nothing'];
  beforeAll(async () => {
    await seedDemo(hub.database);
    const found = await hub.database.sql<{ type: string; id: string }[]>`
      select 'Skill' as type, min(id) as id from skill where kind = 'GROUP' union all select 'Credential', max(id) from credential
      union all select 'Organization', min(id) from organization union all select 'Job', max(id) from job
      union all select 'Learner', min(id) from learner union all select 'Badge', max(id) from badge
      union all select 'Source', min(id) from source union all select 'ImportRun', min(id) from import_run`;
    ids.push(...found.filter(({ id }) => id !== null).map(({ type, id }) => toGlobalId(type, Number(id))));
  });

  test('is at least the objects it holds, whatever was asked', async () => {
    const schema = await makeSchema();
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(documents(schema, ids), async ({ text, variables }) => {
        const { data, extensions } = await hub.ask(text, variables);
        fc.pre(data != null && extensions?.cost !== undefined);
        // The root of an answer is no object of the hub.
        expect(objectsIn(data) - 1).toBeLessThanOrEqual(extensions?.cost?.nodes ?? 0);
        answered += 1;
      }),
      { numRuns: 100, endOnFailure: true },
    );
    expect(answered).toBeGreaterThan(20);
  });
});
