import { randomInt } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../rig/cli.ts';
import { testDatabase } from '../rig/database.ts';
import { escoFiles, uri, writeFolder, writeInto } from '../rig/esco-folder.ts';

const database = testDatabase();

async function importFolder(path: string, ...options: string[]) {
  const run = await runCli(['import', ...options, path], { DATABASE_URL: database.url }).ended;
  const issues = run.output
    .split('\n')
    .filter((line) => /^ {2}(ERROR|WARNING)/u.test(line))
    .map((line) => line.trim());
  return { status: run.status, summary: run.output.split('\n')[0], issues };
}

async function labels(): Promise<string[]> {
  const rows = await database.sql<{ label: string }[]>`
    select labels ->> 'en' as label from skill where tombstoned_at is null and kind <> 'GROUP' order by id`;
  return rows.map(({ label }) => label);
}

/** A folder of its own framework a case, so that no case meets another's records. */
let cases = 0;
async function importChanged(change: (files: Record<string, string | Uint8Array>) => void) {
  const files: Record<string, string | Uint8Array> = escoFiles();
  change(files);
  cases += 1;
  const folder = writeFolder(files);
  return { folder, ...(await importFolder(folder, '--format', 'esco', '--framework', `case-${cases}`)) };
}

const edit = (files: Record<string, string | Uint8Array>, name: string, from: string | RegExp, to: string) => {
  files[name] = String(files[name]).replace(from, to);
};

test.each<[string, (files: Record<string, string | Uint8Array>) => void, string, string[]]>([
  [
    'a missing file is a warning that names it',
    (files) => delete files['skillSkillRelations_en.csv'],
    'COMPLETED_WITH_ISSUES: 15 records seen, 15 created, 0 updated, 0 unchanged, 0 gone, 0 errors, 1 warnings.',
    [
      'WARNING skillSkillRelations_en.csv: skillSkillRelations_<language>.csv is not in the folder; what only it states was not imported [FILE_MISSING]',
    ],
  ],
  [
    'a wrong header fails the run with nothing half-applied',
    (files) => edit(files, 'occupationSkillRelations_en.csv', 'skillUri', 'skill'),
    'FAILED: 0 records seen, 0 created, 0 updated, 0 unchanged, 0 gone, 1 errors, 0 warnings.',
    [
      'ERROR occupationSkillRelations_en.csv, line 1, column skillUri: column skillUri is missing; add it, or map the column that holds it [HEADER_INVALID]',
    ],
  ],
  [
    'broken UTF-8 leaves its row out',
    (files) => {
      const text = String(files['skills_en.csv']);
      const at = text.indexOf('bake bread');
      files['skills_en.csv'] = Buffer.concat([
        Buffer.from(text.slice(0, at)),
        Buffer.from([0xff, 0xfe]),
        Buffer.from(text.slice(at)),
      ]);
    },
    'COMPLETED_WITH_ISSUES: 16 records seen, 12 created, 0 updated, 0 unchanged, 0 gone, 4 errors, 0 warnings.',
    [
      'ERROR skills_en.csv, line 4, column preferredLabel: the cell is not UTF-8; save the file as UTF-8 and import it again [ENCODING_INVALID]',
      `ERROR broaderRelationsSkillPillar_en.csv, line 2, column conceptUri: no concept has the URI ${uri.skill('s2')}; add the concept or correct the URI [URI_UNKNOWN]`,
      `ERROR broaderRelationsSkillPillar_en.csv, line 3, column broaderUri: no concept has the URI ${uri.skill('s2')}; add the concept or correct the URI [URI_UNKNOWN]`,
      `ERROR occupationSkillRelations_en.csv, line 3, column skillUri: no concept has the URI ${uri.skill('s2')}; add the concept or correct the URI [URI_UNKNOWN]`,
    ],
  ],
  [
    'a cell of 2 MB leaves its row out',
    (files) => edit(files, 'occupations_en.csv', 'bakery apprentice', 'x'.repeat(2_000_000)),
    'COMPLETED_WITH_ISSUES: 16 records seen, 14 created, 0 updated, 0 unchanged, 0 gone, 2 errors, 0 warnings.',
    [
      'ERROR occupations_en.csv, line 3, column preferredLabel: the cell has 2000000 characters, 1000000 are read at most; shorten it [CELL_TOO_LARGE]',
      `ERROR occupationSkillRelations_en.csv, line 5, column occupationUri: no concept has the URI ${uri.occupation('o2')}; add the concept or correct the URI [URI_UNKNOWN]`,
    ],
  ],
  [
    'a relation to an unknown URI is one issue, and the others are in',
    (files) => edit(files, 'occupationSkillRelations_en.csv', `${uri.skill('k1')}`, `${uri.skill('nobody')}`),
    'COMPLETED_WITH_ISSUES: 16 records seen, 15 created, 0 updated, 0 unchanged, 0 gone, 1 errors, 0 warnings.',
    [
      `ERROR occupationSkillRelations_en.csv, line 4, column skillUri: no concept has the URI ${uri.skill('nobody')}; add the concept or correct the URI [URI_UNKNOWN]`,
    ],
  ],
  [
    'a cycle in the hierarchy leaves out the edge that closes it',
    (files) => {
      files['broaderRelationsSkillPillar_en.csv'] +=
        `KnowledgeSkillCompetence,${uri.skill('s2')},KnowledgeSkillCompetence,${uri.skill('s3')}\n`;
    },
    'COMPLETED_WITH_ISSUES: 17 records seen, 16 created, 0 updated, 0 unchanged, 0 gone, 1 errors, 0 warnings.',
    [
      `ERROR broaderRelationsSkillPillar_en.csv, line 4, column broaderUri: ${uri.skill('s3')} already lies under ${uri.skill('s2')}, so it cannot be above it; correct or remove the row [HIERARCHY_CYCLE]`,
    ],
  ],
  [
    'a truncated file is one issue at the row where it ends',
    (files) => {
      const text = String(files['occupations_en.csv']);
      files['occupations_en.csv'] = `${text}Occupation,${uri.occupation('o3')},7512,"half a rec`;
    },
    'COMPLETED_WITH_ISSUES: 17 records seen, 16 created, 0 updated, 0 unchanged, 0 gone, 1 errors, 0 warnings.',
    [
      'ERROR occupations_en.csv, line 4, column conceptType: the file ends inside a quoted cell of the row that starts here; fetch it whole and import it again [FILE_TRUNCATED]',
    ],
  ],
  [
    'a label too long to be looked up leaves its row out',
    (files) => edit(files, 'occupations_en.csv', 'bakery apprentice', 'x'.repeat(2_001)),
    'COMPLETED_WITH_ISSUES: 16 records seen, 14 created, 0 updated, 0 unchanged, 0 gone, 2 errors, 0 warnings.',
    [
      'ERROR occupations_en.csv, line 3, column preferredLabel: "xxxxxxxxxxxxxxxxxxxx…" has 2001 bytes, 2000 are kept at most; shorten it [FIELD_INVALID]',
      `ERROR occupationSkillRelations_en.csv, line 5, column occupationUri: no concept has the URI ${uri.occupation('o2')}; add the concept or correct the URI [URI_UNKNOWN]`,
    ],
  ],
  [
    'a field outside its range leaves its row out',
    (files) => edit(files, 'skills_en.csv', 'occupation-specific,fermentation', 'nowhere,fermentation'),
    'COMPLETED_WITH_ISSUES: 16 records seen, 13 created, 0 updated, 0 unchanged, 0 gone, 3 errors, 0 warnings.',
    [
      'ERROR skills_en.csv, line 6, column reuseLevel: "nowhere" is none of transversal, cross-sector, sector-specific, occupation-specific [FIELD_INVALID]',
      `ERROR skillSkillRelations_en.csv, line 2, column relatedSkillUri: no concept has the URI ${uri.skill('k1')}; add the concept or correct the URI [URI_UNKNOWN]`,
      `ERROR occupationSkillRelations_en.csv, line 4, column skillUri: no concept has the URI ${uri.skill('k1')}; add the concept or correct the URI [URI_UNKNOWN]`,
    ],
  ],
])('%s', async (_promise, change, summary, issues) => {
  const run = await importChanged(change);
  expect({ summary: run.summary, issues: run.issues }).toEqual({ summary, issues });
  expect(run.status).toBe(summary.startsWith('FAILED') ? 1 : 0);
});

test('a path that is not there fails with one issue and the way out', async () => {
  const run = await importFolder('/nowhere/esco', '--format', 'esco');
  expect(run.status).toBe(1);
  expect(run.issues).toEqual([
    'ERROR /nowhere/esco: /nowhere/esco: there is no such file or folder; check the path and its rights [SOURCE_UNREADABLE]',
  ]);
});

test('the longest keys and largest figures that are read can be kept', async () => {
  const key = (length: number) => Array.from({ length }, () => randomInt(36).toString(36)).join('');
  const catalogue = {
    ...{
      provider_id: `urn:${key(1_996)}`,
      provider_name_en: 'College',
      credential_id: `urn:${key(1_996)}`,
      title_en: 'A',
    },
    ...{ cost: '21474836.47', credit_value: '1e-300', stack_order: '10000', part_of: `urn:${key(1_985)}#g:1000` },
    ...{ skills_taught: key(2_000), partners: `${key(1_994)}|HIRES`, quality_date: '9999-12-31' },
  };
  const skill = { framework_code: key(2_000), framework_version: key(2_000), uri: key(2_000), code: key(2_000) };
  const framework = { ...skill, kind: 'SKILL', label_en: key(2_000), aliases_fr: key(2_000), exact_match: key(2_000) };
  for (const [format, row] of Object.entries({ 'catalogue-csv': catalogue, 'framework-csv': framework })) {
    const text = `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
    const run = await importFolder(writeFolder({ 'table.csv': text }), '--format', format);
    expect(run.issues.filter((issue) => !issue.includes('SKILL_UNRESOLVED'))).toEqual([]);
    expect(run.summary).toContain(', 2 created, ');
  }
});

test('a link to nothing is a warning that names it, and the rest of the folder is in', async () => {
  const folder = writeFolder(escoFiles());
  symlinkSync('/nowhere/skills_fr.csv', join(folder, 'skills_fr.csv'));
  const run = await importFolder(folder, '--framework', 'dangling');
  expect(run.issues).toEqual([
    'WARNING skills_fr.csv: is a link to nothing, so what only it states was not imported; mend the link or remove it [FILE_MISSING]',
  ]);
  expect(run.summary).toContain('16 records seen, 16 created');
});

test.each(['catalogue-csv', 'framework-csv', 'esco', 'open-badges'])('an empty folder is no %s', async (format) => {
  const run = await importFolder(writeFolder({}), '--format', format);
  expect(run.status).toBe(1);
  expect(run.issues).toEqual([expect.stringMatching(/^ERROR .*\[FORMAT_UNRECOGNISED\]$/u)]);
});

test('what a complete read no longer has is gone; after a read with unread rows nothing is', async () => {
  const folder = writeFolder(escoFiles());
  const files = escoFiles();
  await importFolder(folder, '--framework', 'gone');
  const before = await labels();
  // The sourdough row is unreadable: it may be any of those that look gone.
  const broken = {
    ...files,
    'skills_en.csv': files['skills_en.csv']?.replace(/^.*,bake sourdough bread,.*$/mu, 'too,few,cells') ?? '',
  };
  writeInto(folder, broken);
  expect((await importFolder(folder, '--framework', 'gone')).summary).toContain(' 0 gone, ');
  expect(await labels()).toEqual(before);

  const shorter = {
    ...files,
    'skills_en.csv': files['skills_en.csv']?.replace(/^.*,bake sourdough bread,.*\n/mu, '') ?? '',
    'broaderRelationsSkillPillar_en.csv':
      files['broaderRelationsSkillPillar_en.csv']?.replace(/^.*s3,.*\n/mu, '') ?? '',
    'skillSkillRelations_en.csv': files['skillSkillRelations_en.csv']?.replace(/^.*s3,.*\n/mu, '') ?? '',
  };
  writeInto(folder, shorter);
  expect((await importFolder(folder, '--framework', 'gone')).summary).toContain(
    'COMPLETED: 13 records seen, 0 created, 0 updated, 13 unchanged, 3 gone',
  );
  expect((await labels()).length).toBe(before.length - 1);
});

test('a changed row is one update, and the rest is not written', async () => {
  const folder = writeFolder(escoFiles());
  await importFolder(folder, '--framework', 'changed');
  const files = escoFiles();
  writeInto(folder, { 'skills_en.csv': files['skills_en.csv']?.replace('Bakes it.', 'Bakes it well.') ?? '' });
  const written = async () => {
    const [row] = await database.sql<{ xmin: string[] }[]>`select json_agg(xmin::text order by id) as xmin from skill`;
    return row?.xmin ?? [];
  };
  const before = await written();
  expect((await importFolder(folder, '--framework', 'changed')).summary).toContain(
    '16 records seen, 0 created, 1 updated, 15 unchanged, 0 gone',
  );
  const after = await written();
  expect(after.filter((version, index) => version !== before[index]).length).toBe(1);
});

test('an input that is the same byte for byte is told from its bytes; one that left a row out is read again', async () => {
  const whole = writeFolder(escoFiles());
  await importFolder(whole, '--framework', 'same');
  expect((await importFolder(whole, '--framework', 'same')).summary).toBe(
    'COMPLETED: 16 records seen, 0 created, 0 updated, 16 unchanged, 0 gone, 0 errors, 0 warnings.',
  );

  const partly = await importChanged((files) =>
    edit(files, 'occupationSkillRelations_en.csv', uri.skill('k1'), uri.skill('later')),
  );
  const again = await importFolder(partly.folder, '--format', 'esco', '--framework', `case-${cases}`);
  expect(again.issues).toEqual(partly.issues);
  expect(again.summary).toContain('16 records seen, 0 created, 0 updated, 15 unchanged, 0 gone, 1 errors');
});
