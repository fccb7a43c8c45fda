import { beforeAll, describe, expect, test } from 'vitest';
import { badge } from '../../src/badges/tables.ts';
import type { CredentialId, LearnerId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { jwsOf } from '../rig/read-badges.ts';

const inner = (uri: string) => ({
  ...{ type: ['VerifiableCredential', 'OpenBadgeCredential'], id: uri, issuer: 'did:web:college.example' },
  credentialSubject: { achievement: { id: `${uri}:a`, name: `Part ${uri}` } },
});
const clr = (parts: readonly unknown[], change: object = {}) => ({
  ...{
    type: 'ClrCredential',
    id: 'urn:clr',
    name: 'Record',
    partial: true,
    validFrom: '2026-01-01T00:00:00Z',
    ...change,
  },
  issuer: { id: 'did:web:college.example', name: 'College' },
  credentialSubject: {
    id: 'mailto:ida@example.org',
    achievement: [{ id: 'urn:whole', name: 'Whole' }],
    association: [
      { associationType: 'isPartOf', sourceId: 'urn:1', targetId: 'urn:whole' },
      { associationType: 'precedes', sourceId: 'urn:2:a', targetId: 'urn:nowhere' },
    ],
    verifiableCredential: parts,
  },
});

const BUNDLES = `{ viewer { learner { badges { name format } bundles { uri name issuerName isPartial badges { name }
  associations { kind sourceUri targetUri sourceName targetName source { name } target { name } } } } } }`;
const STACKS = `query ($asOf: DateTime, $first: Int = 20, $after: String) { viewer { learner { stacks(asOf: $asOf, first: $first, after: $after) {
  nodes { credential { name } isEarned isComplete counted needed reasons(language: "en")
    groups { name required counted parts { credential { name } state isVerified expiresAt badge { name } } }
    missingPrerequisites { credential { name } requiredBy { name } } }
  pageInfo { hasNextPage endCursor } } } } }`;

describe('bundles of badges, and what badges stack into', () => {
  const hub = testHub();
  const state = { key: '', other: '', learnerId: 0 as LearnerId };
  beforeAll(async () => {
    await seedDemo(hub.database);
    const [learnerId, other] = await makeLearners(hub.database.db, 'ida', 'otto');
    state.learnerId = learnerId as LearnerId;
    state.key = await hub.makeKey({ name: 'ida', role: 'LEARNER', learnerId });
    state.other = await hub.makeKey({ name: 'otto', role: 'LEARNER', learnerId: other });
  });
  const own = async () => (await hub.ask(BUNDLES, {}, { key: state.key })).data.viewer.learner;

  test('a learner record is imported as its badges and a bundle that ties them', async () => {
    const run = await importInto(hub.database, 'open-badges', {
      'record.json': JSON.stringify(clr([inner('urn:1'), jwsOf(inner('urn:2'))])),
    });
    expect(run).toMatchObject({ state: 'COMPLETED', created: 3 });
    expect(await own()).toEqual({
      badges: [
        { name: 'Part urn:1', format: 'OPEN_BADGES_3' },
        { name: 'Part urn:2', format: 'OPEN_BADGES_3' },
      ],
      bundles: [
        {
          ...{ uri: 'urn:clr', name: 'Record', issuerName: 'College', isPartial: true },
          badges: [{ name: 'Part urn:1' }, { name: 'Part urn:2' }],
          associations: [
            {
              ...{
                kind: 'isPartOf',
                sourceUri: 'urn:1',
                targetUri: 'urn:whole',
                sourceName: 'Part urn:1',
                targetName: 'Whole',
              },
              ...{ source: { name: 'Part urn:1' }, target: null },
            },
            {
              ...{
                kind: 'precedes',
                sourceUri: 'urn:2:a',
                targetUri: 'urn:nowhere',
                sourceName: 'Part urn:2',
                targetName: null,
              },
              ...{ source: { name: 'Part urn:2' }, target: null },
            },
          ],
        },
      ],
    });
    const jws = await hub.database.sql`select uri, jws from badge where learner_id = ${state.learnerId} order by uri`;
    expect([...jws]).toEqual([
      { uri: 'urn:1', jws: null },
      { uri: 'urn:2', jws: jwsOf(inner('urn:2')) },
    ]);
  });

  test('a newer copy of a record takes its place, an older one changes nothing, and no badge is lost', async () => {
    await importInto(hub.database, 'open-badges', {
      'newer.json': JSON.stringify(clr([inner('urn:2')], { name: 'Newer', validFrom: '2026-02-01T00:00:00Z' })),
    });
    await importInto(hub.database, 'open-badges', {
      'older.json': JSON.stringify(clr([inner('urn:1')], { name: 'Older', validFrom: '2025-01-01T00:00:00Z' })),
    });
    const { badges, bundles } = await own();
    expect([badges.length, bundles]).toMatchObject([2, [{ name: 'Newer', badges: [{ name: 'Part urn:2' }] }]]);
  });

  test('a bundle is nobody else’s to see', async () => {
    const id = toGlobalId('Learner', state.learnerId);
    const { sql } = hub.database;
    await sql`update badge set visibility = 'PUBLIC' where learner_id = ${state.learnerId}`;
    const asked =
      'query ($id: ID!) { node(id: $id) { ... on Learner { bundles { uri } stacks { nodes { needed } } } } }';
    const { data } = await hub.ask(asked, { id }, { key: state.other });
    expect(data.node).toBeNull();
  });

  test('stacks tell what is held, what has ended, what is missing and what comes first, with the n of m of the catalogue', async () => {
    const { db, sql } = hub.database;
    const rows = await sql<{ id: string; uri: string; name: { en: string } }[]>`
      select id, uri, name from credential where status = 'ACTIVE' and id not in (select to_id from credential_relation where to_id is not null)
      order by id limit 6`;
    const [larger, one, two, three, before, second] = rows;
    if (!larger || !one || !two || !three || !before || !second) throw new Error('the demo world is too small');
    const name = ({ name: { en } }: typeof larger) => ({ name: en });
    await sql`delete from credential_relation`;
    for (const part of [one, two, three]) {
      await sql`insert into credential_relation (from_id, kind, to_uri, to_id, "group", group_required, position)
        values (${part.id}, 'PART_OF', ${larger.uri}, ${larger.id}, 'core', 2, ${Number(part.id)})`;
    }
    await sql`insert into credential_relation (from_id, kind, to_uri, to_id) values
      (${one.id}, 'PART_OF', ${second.uri}, ${second.id}), (${larger.id}, 'REQUIRES', ${before.uri}, ${before.id})`;
    const give = (credential: typeof one, expiresAt: Date | null) =>
      db.insert(badge).values({
        ...{
          learnerId: state.learnerId,
          format: 'OPEN_BADGES_3',
          issuerUri: 'urn:i',
          uri: `urn:held:${credential.id}`,
        },
        ...{
          name: `Badge of ${credential.name.en}`,
          credentialId: Number(credential.id) as CredentialId,
          document: {},
          expiresAt,
        },
      });
    await give(one, null);
    await give(two, new Date('2026-05-01T00:00:00Z'));
    const ask = async (variables: object) =>
      (await hub.ask(STACKS, variables, { key: state.key })).data.viewer.learner.stacks;

    const { nodes } = await ask({ asOf: '2026-06-01T00:00:00Z' });
    expect(nodes).toHaveLength(2);
    const stack = nodes.find((each: { credential: { name: string } }) => each.credential.name === larger.name.en);
    const bare = { isVerified: false, expiresAt: null };
    expect(stack).toEqual({
      ...{ credential: name(larger), isEarned: false, isComplete: false, counted: 1, needed: 2 },
      groups: [
        {
          ...{ name: 'core', required: 2, counted: 1 },
          parts: [
            { credential: name(one), state: 'HELD', ...bare, badge: { name: `Badge of ${one.name.en}` } },
            {
              credential: name(two),
              state: 'EXPIRED',
              ...bare,
              expiresAt: '2026-05-01T00:00:00.000Z',
              badge: { name: `Badge of ${two.name.en}` },
            },
            { credential: name(three), state: 'MISSING', ...bare, badge: null },
          ],
        },
      ],
      missingPrerequisites: [{ credential: name(before), requiredBy: name(larger) }],
      reasons: [
        `1 of 2 parts of “${larger.name.en}” are held.`,
        `Still to earn: 1 of “${two.name.en}”, “${three.name.en}”.`,
        `“${before.name.en}” is needed before “${larger.name.en}”.`,
        `“${two.name.en}” ended on 2026-05-01 and counts no longer; renew it.`,
        `“${one.name.en}” is not verified yet.`,
      ],
    });

    const earlier = await ask({ asOf: '2026-04-01T00:00:00Z', first: 1 });
    const rest = await ask({ asOf: '2026-04-01T00:00:00Z', first: 1, after: earlier.pageInfo.endCursor });
    expect([earlier.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const both = [...earlier.nodes, ...rest.nodes].map(({ counted, credential }) => [credential.name, counted]);
    expect(new Map(both as [string, number][])).toEqual(
      new Map([
        [larger.name.en, 2],
        [second.name.en, 1],
      ]),
    );
    expect((await hub.ask(STACKS, {}, { key: state.other })).data.viewer.learner.stacks.nodes).toEqual([]);
  });

  test('a bundle ties badges to a larger credential whose parts the catalogue does not state', async () => {
    const { sql } = hub.database;
    await sql`delete from credential_relation`;
    const [larger, part] = await sql<
      { id: string; name: { en: string } }[]
    >`select id, name from credential where status = 'ACTIVE' order by id limit 2`;
    await sql`update credential set uri = 'urn:whole' where id = ${larger?.id ?? ''}`;
    await sql`update badge set credential_id = ${part?.id ?? ''} where learner_id = ${state.learnerId} and uri = 'urn:1'`;
    const { data } = await hub.ask(STACKS, { asOf: '2026-06-01T00:00:00Z' }, { key: state.key });
    expect(data.viewer.learner.stacks.nodes).toMatchObject([
      {
        ...{ credential: { name: larger?.name.en }, isComplete: false, counted: 0, needed: 0 },
        groups: [{ name: null, required: 0, parts: [{ credential: { name: part?.name.en }, state: 'HELD' }] }],
        reasons: [
          `Parts of “${larger?.name.en}” that are held: 1; how many it takes is not stated.`,
          `“${part?.name.en}” is not verified yet.`,
        ],
      },
    ]);
  });
});
