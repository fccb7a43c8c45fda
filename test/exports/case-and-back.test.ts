import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeExport } from '../../src/exports/index.ts';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { testDatabase } from '../rig/database.ts';
import { writeFolder } from '../rig/esco-folder.ts';
import { describeWithData } from '../rig/shared-data.ts';

const about = { hubUrl: 'https://hub.example', now: new Date('2027-01-02T03:04:05Z') };

describeWithData('case', 'a real package', (folder) => {
  const database = testDatabase();
  const names = readdirSync(folder).filter((name) => name !== 'mockAllDocs.json' && !name.includes('Utf8'));

  test.each(names)('%s, imported, exported and imported again, changes nothing', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const location = writeFolder({ [name]: text }, 'case');
    const source = valueOrThrow(await prepareSource(database, { format: 'case', location }, []));
    const run = async () => valueOrThrow(await runImport(database, await openImport(database, source)));
    const first = await run();
    expect(first).toMatchObject({ state: 'COMPLETED', issues: 0, warnings: 0, updated: 0, unchanged: 0 });
    const code = JSON.parse(text).CFDocument.identifier;
    const written = valueOrThrow(await writeExport(database.db, { what: 'FRAMEWORK', code }, 'case', about));
    let exported = '';
    for await (const part of written.text) exported += part;
    writeFileSync(join(location, name), exported);
    expect(await run()).toMatchObject({
      ...{ state: 'COMPLETED', created: 0, updated: 0, unchanged: first.seen, tombstoned: 0, seen: first.seen },
    });
  });
});
