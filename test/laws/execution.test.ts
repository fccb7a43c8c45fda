import fc from 'fast-check';
import { type DocumentNode, type ExecutionResult, execute, parse, specifiedRules, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { SCOPES_OF_ROLE } from '../../src/accounts/scope.ts';
import { createChanges } from '../../src/db/changes.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import type { Context } from '../../src/graphql/context.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { NOWHERE } from '../../src/http/resolve.ts';
import { createExecutor } from '../../src/server/execution.ts';
import { costOf } from '../../src/server/limits.ts';
import { makeSchema } from '../../src/server/schema.ts';
import { testDatabase } from '../rig/database.ts';
import { documents } from '../rig/documents.ts';

/**
 * An answer as a client reads it. Errors stand in the order of their places. Of those inside something that became null
 * because of them graphql-js tells the first it meets, which is a matter of time: that there are such is compared.
 */
function answerOf({ data = null, errors = [] }: ExecutionResult): unknown {
  const told = errors.map((error) => {
    const path = error.path ?? [];
    if (isInsideNull(data, path)) return { inside: 'null' };
    const { problem } = (error.originalError ?? {}) as { problem?: object };
    return { message: error.message, path: path.join('.'), locations: error.locations, problem };
  });
  const distinct = [...new Set(told.map((each) => JSON.stringify(each)))].sort();
  return JSON.parse(JSON.stringify({ data, errors: distinct }));
}

function isInsideNull(data: unknown, path: readonly (string | number)[]): boolean {
  let at = data;
  for (const key of path) {
    if (at === null) return true;
    at = (at as Record<string | number, unknown>)[key];
  }
  return false;
}

describe('a query asked again, and so compiled', () => {
  const database = testDatabase();
  const ids: string[] = ['nothing'];
  beforeAll(async () => {
    await seedDemo(database);
    const found = await database.sql<{ type: string; id: string }[]>`
      select 'Skill' as type, min(id) as id from skill union all select 'Credential', max(id) from credential
      union all select 'Organization', min(id) from organization union all select 'Job', max(id) from job
      union all select 'Learner', min(id) from learner union all select 'Badge', max(id) from badge
      union all select 'Occupation', min(id) from occupation union all select 'Source', min(id) from source
      union all select 'ImportRun', min(id) from import_run`;
    ids.push(...found.filter(({ id }) => id !== null).map(({ type, id }) => toGlobalId(type, Number(id))));
  });

  const contextFor = (): Context => ({
    changes: createChanges(database),
    ...{ database, db: database.db, requestId: 'r', client: null, language: 'en', importDirs: [], loaders: new Map() },
    sourceSettings: {},
    ...{ publicUrl: 'http://localhost', signing: {}, afterwards: new Map(), resolve: NOWHERE },
    now: new Date('2026-01-01T00:00:00Z'),
    viewer: {
      ...{ role: 'ADMINISTRATOR', name: 'tester', scopes: SCOPES_OF_ROLE.ADMINISTRATOR, clientId: null },
      ...{ accountId: null, organizationId: null, learnerId: null },
    },
  });

  test('is answered field by field as graphql-js answers it, errors included', async () => {
    const schema = await makeSchema();
    const run = createExecutor(schema);
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(documents(schema, ids), async ({ text, variables }) => {
        const document: DocumentNode = parse(text);
        fc.pre(validate(schema, document, specifiedRules).length === 0 && isCheap(document, variables));
        const expected = await execute({
          ...{ schema, document, variableValues: variables, contextValue: contextFor() },
        });
        const asked = { document, queryHash: text, variables };
        await run({ ...asked, context: contextFor() });
        const again = await run({ ...asked, context: contextFor() });
        expect(answerOf(again)).toEqual(answerOf(expected));
        answered += 1;
      }),
      { numRuns: 200, endOnFailure: true },
    );
    expect(answered).toBeGreaterThan(100);

    function isCheap(document: DocumentNode, variables: Readonly<Record<string, unknown>>): boolean {
      try {
        return costOf(schema, document, undefined, variables).nodes < 300;
      } catch {
        return false;
      }
    }
  });
});
