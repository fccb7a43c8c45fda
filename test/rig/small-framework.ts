import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../src/db/client.ts';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { writeFolder } from './esco-folder.ts';

/** A skill of a framework that a test states; French where it has any. */
export interface SmallSkill {
  readonly uri: string;
  readonly en: string;
  readonly fr?: string;
  readonly aliases?: readonly string[];
}

/** A framework of office and kitchen skills: few enough to see what is meant, enough that words can be mistaken. */
export const OFFICE: readonly SmallSkill[] = [
  { uri: 'urn:office:spreadsheets', en: 'use spreadsheets software', fr: 'utiliser un tableur', aliases: ['Excel'] },
  { uri: 'urn:office:data', en: 'clean data sets', fr: 'nettoyer des jeux de données', aliases: ['data wrangling'] },
  { uri: 'urn:office:sql', en: 'query relational databases', aliases: ['SQL'] },
  { uri: 'urn:office:email', en: 'write business correspondence', fr: 'rédiger la correspondance commerciale' },
  { uri: 'urn:office:bread', en: 'bake bread', fr: 'cuire le pain', aliases: ['bread making'] },
  { uri: 'urn:office:knives', en: 'sharpen kitchen knives', fr: 'aiguiser les couteaux de cuisine' },
];

/**
 * Imports a framework as the command line would.
 *
 * @param folder  where it was read from before: what it no longer states is gone then
 * @returns       where it was read from
 */
export async function importFramework(
  database: Database,
  code: string,
  skills: readonly SmallSkill[],
  folder = writeFolder({}, 'framework-csv'),
): Promise<string> {
  const header = 'framework_code,uri,kind,label_en,label_fr,aliases_en';
  const lines = skills.map(({ uri, en, fr = '', aliases = [] }) =>
    [code, uri, 'SKILL', en, fr, aliases.join(';')].join(','),
  );
  writeFileSync(join(folder, `${code}.csv`), [header, ...lines].join('\n'));
  const source = valueOrThrow(await prepareSource(database, { format: 'framework-csv', location: folder }, []));
  valueOrThrow(await runImport(database, await openImport(database, source)));
  return folder;
}
