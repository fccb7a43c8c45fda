import { expect, test } from 'vitest';
import { readFramework } from '../../src/exports/read-framework.ts';
import type { ExportRecord } from '../../src/formats/export.ts';
import { testDatabase } from '../rig/database.ts';
import { escoFiles } from '../rig/esco-folder.ts';
import { importInto } from '../rig/import-into.ts';

const database = testDatabase();

async function readAll(code: string, format: string): Promise<ExportRecord[]> {
  const records: ExportRecord[] = [];
  for await (const record of readFramework(database.db, code, format)) records.push(record);
  return records;
}

const BAKERY = `framework_code,framework_name_en,framework_version,uri,code,kind,label_en,label_fr,broader,close_match
bakery,Bakery skills,2,urn:bake,B1,SKILL,bake bread,cuire le pain,urn:heading,urn:elsewhere
bakery,,2,urn:heading,B,GROUP,baking,,,
bakery,,2,urn:knead,B2,SKILL,knead dough,,urn:heading,`;

test('a framework comes back whole and in its order: the framework, its skills, then its relations', async () => {
  await importInto(database, 'framework-csv', { 'bakery.csv': BAKERY });
  const records = await readAll('bakery', 'framework-csv');
  const place = { file: 'bakery' };
  const edge = { type: 'skill-relation', place, columns: { from: 'from', to: 'to' } };
  expect(records.map(({ record }) => (record.type === 'skill' ? { ...record, raw: undefined } : record))).toEqual([
    { type: 'framework', place, code: 'bakery', name: { en: 'Bakery skills' }, version: '2' },
    ...[
      { uri: 'urn:bake', code: 'B1', skillKind: 'SKILL', labels: { en: 'bake bread', fr: 'cuire le pain' } },
      { uri: 'urn:heading', code: 'B', skillKind: 'GROUP', labels: { en: 'baking' } },
      { uri: 'urn:knead', code: 'B2', skillKind: 'SKILL', labels: { en: 'knead dough' } },
    ].map((skill) => ({
      ...{ type: 'skill', place, kind: 'skill', key: skill.uri, raw: undefined, aliases: {}, descriptions: {} },
      ...skill,
    })),
    { ...edge, from: 'urn:bake', kind: 'BROADER', to: 'urn:heading', isCrosswalk: false },
    { ...edge, from: 'urn:bake', kind: 'CLOSE', to: 'urn:elsewhere', isCrosswalk: true },
    { ...edge, from: 'urn:knead', kind: 'BROADER', to: 'urn:heading', isCrosswalk: false },
  ]);
  expect(records.map(({ isOwn }) => isOwn)).toEqual([false, true, true, true, true, true, true]);
});

test('records are own ones only for the format they came in', async () => {
  const records = await readAll('bakery', 'case');
  expect(records.map(({ isOwn }) => isOwn)).toEqual(records.map(() => false));
});

test('what a second source states again comes once, and what is gone does not come', async () => {
  await importInto(database, 'framework-csv', { 'again.csv': BAKERY });
  expect(await readAll('bakery', 'framework-csv')).toHaveLength(7);
  await database.sql`update skill set tombstoned_at = now() where uri = 'urn:heading'`;
  const records = await readAll('bakery', 'framework-csv');
  expect(records.map(({ record }) => record.type)).toEqual(['framework', 'skill', 'skill', 'skill-relation']);
});

test('occupations come with their headings and the skills they need', async () => {
  const { seen } = await importInto(database, 'esco', escoFiles());
  const records = await readAll('esco', 'esco');
  const counts: Record<string, number> = {};
  for (const { record } of records) counts[record.type] = (counts[record.type] ?? 0) + 1;
  // With their headings.
  expect(counts).toMatchObject({ framework: 1, skill: 5, occupation: 3, 'occupation-skill': 4 });
  expect(records).toHaveLength(seen + 1);
});

test('a code that no framework has reads as nothing', async () => {
  expect(await readAll('nothing', 'case')).toEqual([]);
});
