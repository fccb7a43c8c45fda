import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { type ImportRun, openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { writeFolder } from '../rig/esco-folder.ts';
import { type Hub, testHub } from '../rig/hub.ts';
import { describeWithData } from '../rig/shared-data.ts';

async function read(hub: Hub, location: string, format?: string): Promise<ImportRun> {
  const source = valueOrThrow(await prepareSource(hub.database, { location, format, options: {} }, []));
  return valueOrThrow(await runImport(hub.database, await openImport(hub.database, source)));
}

async function fetchExport(hub: Hub, path: string): Promise<string> {
  const answer = await fetch(`${hub.url}/exports/${path}`);
  expect(answer.status).toBe(200);
  return answer.text();
}

/** Counts of a run that found everything as it was. */
const unchanged = ({ seen, created, updated, unchanged, tombstoned }: ImportRun, before: ImportRun) => ({
  changes: created + updated + tombstoned,
  // An edge that a file states twice is one, and goes out once.
  lost: before.created - unchanged,
  isRead: seen > 0,
});
const NOTHING = { changes: 0, lost: 0, isRead: true };

/** Formats a framework or the catalogue goes out in, and where such a file of the real data lies. */
const REAL: readonly (readonly [format: string, folder: string, only: RegExp])[] = [
  ['case', 'case', /mock(IT|MATH)\.json$|opensalt-Ordering/u],
  ['ctdl', 'ctdl/Competency-Frameworks', /^(ConnectingCredentials|bcsp-...|bcsp-....|DQP)\.json(ld)?$/u],
  ['rsd-csv', 'osmt', /^Skills-Import\.csv$/u],
];

describe('what came in a format, written out in it and read again, changes nothing', () => {
  for (const [format, name, only] of REAL) {
    describeWithData(name, `${format}: ${name}`, (folder) => {
      const files = folder === '' ? [] : readdirSync(folder).filter((file) => only.test(file));
      const hub = testHub();

      test.each(files)('%s', async (file) => {
        const location = join(writeFolder({ [file]: readFileSync(join(folder, file)) }, format), file);
        const first = await read(hub, location);
        const [row] = await hub.database.sql<{ code: string }[]>`
          select code from framework where id in (
            select framework_id from skill join source_record stated on stated.id = skill.source_record_id
            where stated.source_id = ${first.sourceId})`;
        const code = encodeURIComponent(row?.code ?? '');
        writeFileSync(location, await fetchExport(hub, `frameworks/${code}/${format}`));
        expect(unchanged(await read(hub, location), first)).toEqual(NOTHING);
      });
    });
  }

  describe('the demo world, in every format of the catalogue', () => {
    const hub = testHub();
    test('is read back without an issue that keeps a record out', async () => {
      await seedDemo(hub.database);
      const { data } = await hub.ask(
        '{ catalogueExports { format url } frameworks(first: 9) { nodes { code exports { format } } } }',
      );
      expect(data.catalogueExports.length).toBeGreaterThan(2);
      for (const { format } of data.catalogueExports) {
        const text = await fetchExport(hub, `catalogue/${format}`);
        if (format === 'open-badges') continue;
        const location = join(writeFolder({ 'out.txt': text }, format), 'out.txt');
        const first = await read(hub, location);
        expect({ format, issues: first.issues, isRead: first.seen > 10 }).toEqual({ format, issues: 0, isRead: true });
        expect({ format, ...unchanged(await read(hub, location), first) }).toEqual({ format, ...NOTHING });
      }
      for (const { code, exports } of data.frameworks.nodes) {
        for (const { format } of exports) {
          const text = await fetchExport(hub, `frameworks/${encodeURIComponent(code)}/${format}`);
          const first = await read(hub, join(writeFolder({ 'out.txt': text }, format), 'out.txt'));
          expect({ code, format, issues: first.issues, isRead: first.seen > 0 }).toEqual({
            code,
            format,
            issues: 0,
            isRead: true,
          });
        }
      }
    });
  });

  describe('what cannot be written out', () => {
    const hub = testHub();
    test.each([
      ['frameworks/none/case', 404, 'NOT_FOUND'],
      ['frameworks/none/xlsx', 400, 'BAD_USER_INPUT'],
      ['catalogue/case', 400, 'BAD_USER_INPUT'],
      ['catalogue/ctdl?provider=https://nobody.example', 404, 'NOT_FOUND'],
    ])('is told with a code: %s', async (path, status, code) => {
      const answer = await fetch(`${hub.url}/exports/${path}`);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    });
  });
});
