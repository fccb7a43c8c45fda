import { expect, test } from 'vitest';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { testDatabase } from '../rig/database.ts';
import { describeWithData } from '../rig/shared-data.ts';

describeWithData('ctdl/registry', 'records of the Credential Registry', (location) => {
  const database = testDatabase();

  test('a folder of them is imported with every record accounted for, and again without a change', async () => {
    const source = valueOrThrow(await prepareSource(database, { format: 'ctdl', location }, []));
    const first = valueOrThrow(await runImport(database, await openImport(database, source)));
    expect(first.seen).toBe(first.created + first.updated + first.unchanged + first.issues);
    expect(first).toMatchObject({ issues: 0, updated: 0, tombstoned: 0 });
    const again = valueOrThrow(await runImport(database, await openImport(database, source)));
    expect(again).toMatchObject({ seen: first.seen, created: 0, updated: 0, unchanged: first.seen, tombstoned: 0 });
  });
});
