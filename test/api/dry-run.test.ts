import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { escoFiles, uri, writeFolder, writeInto } from '../rig/esco-folder.ts';
import { testHub } from '../rig/hub.ts';
import { hubContents } from '../rig/hub-contents.ts';
import { catalogueTable, frameworkTable } from '../rig/large-input.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { countsOf, runOf } from '../rig/run-of.ts';

const DIFF = `query ($id: ID!) {
  importRun(id: $id) { mode state created updated tombstoned diff(first: 100) { nodes { kind key change before after } } }
}`;

const badge = (id: string, identity: string) =>
  JSON.stringify({
    ...{ type: 'Assertion', id, recipient: { type: 'email', identity, hashed: false }, issuedOn: '2026-01-01' },
    badge: { type: 'BadgeClass', name: id, issuer: { id: 'https://college.example', name: 'College' } },
  });

const HEADER = 'provider_id,provider_name_en,credential_id,title_en,cost';

/** Files of one source after another: each is rehearsed, then read. */
const INPUTS: [promise: string, format: string, states: Record<string, string>[]][] = [
  [
    'a folder with every kind of relation, then changed, then shorter',
    'esco',
    [
      escoFiles(),
      {
        ...escoFiles(),
        'skills_en.csv': escoFiles()['skills_en.csv']?.replace('Bakes it.', 'Bakes it well.') ?? '',
        'occupationSkillRelations_en.csv':
          escoFiles()['occupationSkillRelations_en.csv']?.replace(uri.skill('k1'), uri.skill('nobody')) ?? '',
      },
      {
        ...escoFiles(),
        'skillSkillRelations_en.csv': `${escoFiles()['skillSkillRelations_en.csv']?.split('\n')[0]}\n`,
        'skills_en.csv': escoFiles()['skills_en.csv']?.replace(/^.*fermentation.*\n/mu, '') ?? '',
        'occupationSkillRelations_en.csv':
          escoFiles()['occupationSkillRelations_en.csv']?.replace(/^.*k1\n/mu, '') ?? '',
      },
    ],
  ],
  [
    'a catalogue with rows that are left out and doubted, then mended, then emptied',
    'catalogue-csv',
    [
      { 'catalogue.csv': `${HEADER}\np,P,a,A,1\np,P,a,Again,2\np,P,,Nameless,3\np,P,b,B,much\n` },
      { 'catalogue.csv': `${HEADER}\np,P,a,A,1\np,P,b,Other B,2\np,P,c,C,3\n` },
      { 'catalogue.csv': `${HEADER}\n` },
    ],
  ],
  [
    'records that PostgreSQL refuses',
    'catalogue-csv',
    [{ 'catalogue.csv': `${HEADER}\nr,R,a,Refused,1\nr,R,b,B,2\nr,R,c,C,3\n` }],
  ],
  [
    'badges, one of them of nobody known here',
    'open-badges',
    [{ 'one.json': badge('urn:ida', 'ida@example.org'), 'two.json': badge('urn:stranger', 'nobody@example.org') }],
  ],
  [
    'batches that lean on batches before them',
    'framework-csv',
    [{ 'framework.csv': frameworkTable(2_500) }, { 'framework.csv': frameworkTable(2_300, 'large', 'Ability') }],
  ],
  [
    'a catalogue of several batches, then with a word changed in each row',
    'catalogue-csv',
    [{ 'catalogue.csv': catalogueTable(450) }, { 'catalogue.csv': catalogueTable(440, 'large', 'Programme') }],
  ],
];

describe('a dry run', () => {
  const hub = testHub();
  beforeAll(async () => {
    await makeLearners(hub.database.db, 'ida');
    await hub.database.sql`alter table credential add constraint refused check (name ->> 'en' <> 'Refused')`;
  });

  const issuesOf = (runId: number) => hub.database.sql`
    select severity, code, file, line, "column", pointer, message, raw from import_issue where run_id = ${runId} order by id`;
  const waiting = async () => [...(await hub.database.sql`select job, key from outbox order by id`)];

  test.each(INPUTS)(
    'tells counters and issues as the real run then has them, and writes nothing: %s',
    async (_promise, format, states) => {
      const location = join(writeFolder({}, `dry-${format}`));
      for (const files of states) {
        for (const name of Object.keys(files)) writeInto(location, { [name]: files[name] ?? '' });
        const before = { contents: await hubContents(hub.database.sql), waiting: await waiting() };
        const dry = await runOf(hub.database, { format, location }, { mode: 'DRY_RUN' });
        expect({ contents: await hubContents(hub.database.sql), waiting: await waiting() }).toEqual(before);
        const real = await runOf(hub.database, { format, location });
        expect(countsOf(dry)).toEqual(countsOf(real));
        expect([...(await issuesOf(dry.id))]).toEqual([...(await issuesOf(real.id))]);
      }
    },
  );

  test('shows what would be created, updated and gone, with the members that differ', async () => {
    const location = writeFolder({ 'catalogue.csv': `${HEADER}\nd,D,a,A,1\nd,D,b,B,2\n` }, 'shown');
    await runOf(hub.database, { format: 'catalogue-csv', location });
    writeInto(location, { 'catalogue.csv': `${HEADER}\nd,D,a,A,15\nd,D,c,C,3\n` });
    const { id } = await runOf(hub.database, { format: 'catalogue-csv', location }, { mode: 'DRY_RUN' });
    const { data } = await hub.ask(DIFF, { id: toGlobalId('ImportRun', id) });
    expect(data.importRun).toEqual({
      ...{ mode: 'DRY_RUN', state: 'COMPLETED', created: 1, updated: 1, tombstoned: 1 },
      diff: {
        nodes: [
          {
            ...{ kind: 'credential', key: expect.stringMatching(/:d:c$/u), change: 'CREATED', before: null },
            after: expect.objectContaining({ title_en: 'C', cost: '3' }),
          },
          {
            ...{ kind: 'credential', key: expect.stringMatching(/:d:b$/u), change: 'TOMBSTONED', after: null },
            before: expect.objectContaining({ title_en: 'B' }),
          },
          {
            ...{ kind: 'credential', key: expect.stringMatching(/:d:a$/u), change: 'UPDATED' },
            ...{ before: { cost: '1' }, after: { cost: '15' } },
          },
        ],
      },
    });
  });

  test('shows relations by their ends, and of a badge nothing it says', async () => {
    const table = (match: string) =>
      `framework_code,uri,kind,label_en,exact_match\nrel,urn:rel:a,SKILL,A,${match}\nrel,urn:rel:b,SKILL,B,\n`;
    const location = writeFolder({ 'framework.csv': table('urn:x') }, 'relations');
    await runOf(hub.database, { format: 'framework-csv', location });
    writeInto(location, { 'framework.csv': table('urn:y') });
    const diffOf = async (run: { id: number }) =>
      (await hub.ask(DIFF, { id: toGlobalId('ImportRun', run.id) })).data.importRun.diff.nodes;
    const nodes = await diffOf(await runOf(hub.database, { format: 'framework-csv', location }, { mode: 'DRY_RUN' }));
    expect(nodes.filter(({ kind }: { kind: string }) => kind === 'skill-relation')).toEqual([
      {
        ...{ kind: 'skill-relation', key: 'urn:rel:a EXACT urn:x', change: 'TOMBSTONED', after: null },
        before: { from: 'urn:rel:a', relation: 'EXACT', to: 'urn:x' },
      },
      {
        ...{ kind: 'skill-relation', key: 'urn:rel:a EXACT urn:y', change: 'CREATED', before: null },
        after: { from: 'urn:rel:a', relation: 'EXACT', to: 'urn:y' },
      },
    ]);

    const badges = writeFolder({ 'one.json': badge('urn:ida:2', 'ida@example.org') }, 'badges');
    expect(
      await diffOf(await runOf(hub.database, { format: 'open-badges', location: badges }, { mode: 'DRY_RUN' })),
    ).toEqual([{ kind: 'badge', key: '', change: 'CREATED', before: null, after: null }]);
  });
});
