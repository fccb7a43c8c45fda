import { beforeAll, describe, expect, test } from 'vitest';
import { deriveAgain, linkBadges } from '../../src/badges/index.ts';
import { badge, badgeCheck, skillEvidence } from '../../src/badges/tables.ts';
import type { BadgeId, LearnerId, LevelScaleId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { level, levelScale } from '../../src/skills/tables.ts';
import { testHub } from '../rig/hub.ts';
import { makeGrant, makeLearners } from '../rig/learner-world.ts';

const CLEAN = 'https://tessera.example/skills/clean-and-validate-data-sets';
const SQL = 'https://tessera.example/skills/query-relational-databases-with-sql';
const named = (targetUrl: string) => ({
  targetName: targetUrl.split('/').at(-1),
  targetUrl,
  targetFramework: 'Tessera skills framework',
});

const BADGES = `{ viewer { learner { badges { name endorsements { endorsed endorserName comment } workload credits eqfLevel
  results { pointer name status value level requiredLevel meetsRequired alignments { targetUrl } }
  alignments { targetUrl kind rule pointer level skill { uri } } }
  skillEvidence { skill { uri } rung level checks badge { name } alignment { pointer rule } result { status level value } } } } }`;

describe('results, levels and endorsements of badges are told, and decide what is evidence', () => {
  const hub = testHub();
  const state = { learnerId: 0 as LearnerId, key: '' };

  beforeAll(async () => {
    await seedDemo(hub.database);
    const [scale] = await hub.database.db
      .insert(levelScale)
      .values({ uri: 'urn:scale', name: { en: 'Scale' } })
      .returning();
    await hub.database.db.insert(level).values({
      scaleId: scale?.id as LevelScaleId,
      rank: 2,
      name: { en: 'Proficient' },
      uri: 'https://scale.example/2',
    });
  });

  async function newLearner(name: string) {
    const [learnerId] = await makeLearners(hub.database.db, name);
    state.learnerId = learnerId as LearnerId;
    state.key = await hub.makeKey({ name, role: 'LEARNER', learnerId });
  }

  async function handIn(id: string, achievement: object, more: { result?: unknown; endorsement?: unknown } = {}) {
    const { result, ...rest } = more;
    const document = {
      ...{
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
        id: `urn:${id}`,
        validFrom: '2026-01-01T00:00:00Z',
        ...rest,
      },
      issuer: { id: 'did:web:college.example', name: 'College' },
      credentialSubject: { achievement: { id: `urn:a:${id}`, name: id, ...achievement }, result, creditsEarned: 3 },
    };
    const { data } = await hub.ask(
      'mutation ($document: JSONObject!) { importBadge(input: { document: $document }) { badge { id } errors { message } } }',
      { document },
      { key: state.key },
    );
    expect(data.importBadge.errors).toEqual([]);
  }
  const read = async () => (await hub.ask(BADGES, {}, { key: state.key })).data.viewer.learner;

  const rubric = {
    ...{ id: 'urn:d', name: 'Cleaning', requiredLevel: 'urn:l1', alignment: named(CLEAN) },
    rubricCriterionLevel: [
      { id: 'urn:l1', name: 'Developing' },
      {
        id: 'urn:l2',
        name: 'Proficient',
        alignment: { targetName: 'p', targetUrl: 'https://scale.example/2', targetType: 'CFRubricCriterionLevel' },
      },
    ],
  };

  test('a level reached is on the result, the alignment and the evidence, and on the loaded scale its address names', async () => {
    await newLearner('level');
    await handIn(
      'level',
      { alignment: [named(CLEAN), named(SQL)], resultDescription: rubric },
      {
        result: { resultDescription: 'urn:d', achievedLevel: 'urn:l2', status: 'Completed' },
      },
    );
    const { badges, skillEvidence: evidence } = await read();
    expect(badges[0]).toMatchObject({
      credits: 3,
      results: [
        {
          ...{
            pointer: '/credentialSubject/result',
            name: 'Cleaning',
            status: 'Completed',
            level: 'Proficient',
            value: null,
          },
          ...{ requiredLevel: 'Developing', meetsRequired: true },
          alignments: [{ targetUrl: CLEAN }, { targetUrl: 'https://scale.example/2' }],
        },
      ],
      alignments: [
        {
          targetUrl: CLEAN,
          kind: 'SKILL',
          level: null,
          pointer: '/credentialSubject/achievement/alignment/0',
          skill: { uri: CLEAN },
        },
        { targetUrl: SQL, level: null },
        { targetUrl: CLEAN, level: 'Proficient' },
        { targetUrl: 'https://scale.example/2', kind: 'LEVEL', level: 'Proficient', skill: null },
      ],
    });
    expect(new Map(evidence.map((each: { skill: { uri: string } }) => [each.skill.uri, each]))).toEqual(
      new Map([
        [
          CLEAN,
          {
            ...{
              skill: { uri: CLEAN },
              rung: 'IMPORTED_UNVERIFIED',
              level: 'Proficient',
              checks: [],
              badge: { name: 'level' },
            },
            alignment: { pointer: '/credentialSubject/achievement/alignment/0', rule: 'FRAMEWORK_SKILLS' },
            result: { status: 'Completed', level: 'Proficient', value: null },
          },
        ],
        [SQL, expect.objectContaining({ level: null, result: null })],
      ]),
    );
    const rows = await hub.database.db.select().from(skillEvidence);
    expect(rows.filter((row) => row.learnerId === state.learnerId && row.levelId !== null)).toHaveLength(1);
  });

  test.each<[string, object, string[]]>([
    ['failed: only that skill is not shown', { resultDescription: 'urn:d', status: 'Failed' }, [SQL]],
    ['below what is required: only that skill is not shown', { resultDescription: 'urn:low', value: '40' }, [SQL]],
    ['of the whole, in progress: nothing is shown', { status: 'InProgress' }, []],
    ['completed: both are shown', { resultDescription: 'urn:d', status: 'Completed' }, [CLEAN, SQL]],
  ])('a result %s', async (name, result, expected) => {
    await newLearner(`status ${name.length}`);
    const low = { id: 'urn:low', requiredValue: '50', alignment: named(CLEAN) };
    await handIn('status', { alignment: [named(CLEAN), named(SQL)], resultDescription: [rubric, low] }, { result });
    const { skillEvidence: evidence } = await read();
    expect(evidence.map((each: { skill: { uri: string } }) => each.skill.uri).sort()).toEqual(expected);
  });

  test('a resource of the Credential Registry is what is loaded of it, by its address or its CTID', async () => {
    await newLearner('registry');
    const { sql } = hub.database;
    const ctid = (digit: number) => `ce-${String(digit).repeat(8)}-0000-4000-8000-000000000000`;
    const registry = 'https://credentialengineregistry.org/resources/';
    await sql`update skill set code = ${ctid(1)} where uri = ${CLEAN}`;
    await sql`update credential set uri = ${`${registry}${ctid(2)}`} where id = (select min(id) from credential)`;
    const alignment = [
      { targetName: 'x', targetType: 'CTDL', targetUrl: `${registry}${ctid(1)}` },
      { targetName: 'y', targetUrl: `${registry}${ctid(2)}` },
      { targetName: 'z', targetCode: ctid(2).toUpperCase().replace('CE', 'ce') },
      { targetName: 'w', targetUrl: `${registry}${ctid(3)}` },
    ];
    await handIn('registry', { alignment });
    const stated = ({ kind, rule, skill }: { kind: string; rule: string; skill: { uri: string } | null }) => [
      kind,
      rule,
      skill?.uri,
    ];
    const read1 = (await read()).badges[0].alignments.map(stated);
    expect(read1).toEqual([
      ['SKILL', 'NAMES_LOADED_SKILL', CLEAN],
      ['CREDENTIAL', 'NAMES_LOADED_CREDENTIAL', undefined],
      ['CREDENTIAL', 'NAMES_LOADED_CREDENTIAL', undefined],
      ['UNKNOWN', 'URL_CTDL_RESOURCE', undefined],
    ]);
    await sql`update skill set code = ${ctid(3)} where uri = ${SQL}`;
    await linkBadges(hub.database.db);
    expect((await read()).badges[0].alignments.map(stated)[3]).toEqual(['SKILL', 'NAMES_LOADED_SKILL', SQL]);
  });

  test.each<[string, object, string]>([
    ['without a result it is not known to be assessed', {}, 'VERIFIED_UNASSESSED'],
    ['with a level for the skill it is', { resultDescription: 'urn:d', achievedLevel: 'urn:l2' }, 'VERIFIED_ASSESSED'],
    ['with a score for the skill it is', { resultDescription: 'urn:d', value: 7 }, 'VERIFIED_ASSESSED'],
    ['with a status alone it is not', { resultDescription: 'urn:d', status: 'Completed' }, 'VERIFIED_UNASSESSED'],
    ['with a grade of the whole it is not', { value: 'A' }, 'VERIFIED_UNASSESSED'],
    [
      'with a provisional level it is not yet',
      { resultDescription: 'urn:d', achievedLevel: 'urn:l2', status: 'Provisional' },
      'VERIFIED_UNASSESSED',
    ],
  ])('a verified badge: %s', async (name, result, rung) => {
    await newLearner(`valid ${name}`.replaceAll(' ', '-'));
    await handIn(
      `valid`,
      { achievementType: 'Assessment', alignment: named(CLEAN), resultDescription: rubric },
      { result },
    );
    const { db, sql } = hub.database;
    const [held] = await sql<
      { id: string }[]
    >`update badge set verification = 'VALID' where learner_id = ${state.learnerId} returning id`;
    await sql`insert into badge_check (learner_id, badge_id, position, name, result, reason)
      values (${state.learnerId}, ${Number(held?.id)}, 0, 'PROOF', 'PASS', 'it holds'),
             (${state.learnerId}, ${Number(held?.id)}, 1, 'DATES', 'UNKNOWN', ''),
             (${state.learnerId}, ${Number(held?.id)}, 2, 'KNOWN_ISSUER', 'PASS', 'it is')`;
    await deriveAgain(db, [Number(held?.id) as BadgeId]);
    expect((await read()).skillEvidence).toMatchObject([{ rung, checks: ['KNOWN_ISSUER', 'PROOF'] }]);
  });

  test('a European micro-credential tells its workload, and its assessment says that its skills were assessed', async () => {
    await newLearner('elm');
    const document = {
      ...{ type: ['EuropeanDigitalCredential'], id: 'urn:credential:1', issuer: { id: 'did:web:zed.example' } },
      credentialSubject: {
        hasClaim: {
          ...{ title: { en: 'Cleaning' }, awardedBy: { awardingBody: { legalName: { en: 'Faculty of Zed' } } } },
          provenBy: { title: { en: 'Exam' }, grade: { noteLiteral: { en: '19' } } },
          specifiedBy: {
            ...{ volumeOfLearning: 'PT45H', creditPoint: { framework: { prefLabel: 'ECTS' }, point: '2.5' } },
            ...{ eqfLevel: { id: 'http://data.europa.eu/snb/eqf/6' } },
            learningOutcome: {
              title: { en: 'Clean data' },
              relatedSkill: { id: CLEAN, prefLabel: { en: 'whatever' } },
            },
          },
        },
      },
    };
    await hub.ask(
      'mutation ($document: JSONObject!) { importBadge(input: { document: $document }) { errors { message } } }',
      { document },
      { key: state.key },
    );
    const { db, sql } = hub.database;
    const [held] = await sql<
      { id: string }[]
    >`update badge set verification = 'VALID' where learner_id = ${state.learnerId} returning id`;
    await sql`insert into badge_check (learner_id, badge_id, position, name, result, reason)
      values (${state.learnerId}, ${Number(held?.id)}, 0, 'KNOWN_ISSUER', 'PASS', 'it is')`;
    await deriveAgain(db, [Number(held?.id) as BadgeId]);
    const { data } = await hub.ask(
      `{ viewer { learner { badges { format workload credits creditFramework eqfLevel awardingBody results { name value } }
         skillEvidence { skill { uri } rung } } } }`,
      {},
      { key: state.key },
    );
    expect(data.viewer.learner).toEqual({
      badges: [
        {
          ...{ format: 'EUROPASS_ELM', workload: 'PT45H', credits: 2.5, creditFramework: 'ECTS', eqfLevel: 6 },
          ...{ awardingBody: 'Faculty of Zed', results: [{ name: 'Exam', value: '19' }] },
        },
      ],
      skillEvidence: [{ skill: { uri: CLEAN }, rung: 'VERIFIED_ASSESSED' }],
    });
  });

  test('a badge with a proven endorsement stands above one without, and its comment is for who may know the name', async () => {
    await newLearner('endorsed');
    const endorsement = {
      ...{ type: ['EndorsementCredential'], issuer: { id: 'did:web:board.example', name: 'Board' } },
      credentialSubject: { endorsementComment: 'Amina is excellent' },
    };
    await handIn('endorsed', { alignment: named(CLEAN) }, { endorsement });
    expect((await read()).skillEvidence).toMatchObject([{ rung: 'IMPORTED_UNVERIFIED' }]);

    const { db } = hub.database;
    const held = (await db.select().from(badge)).find(({ learnerId }) => learnerId === state.learnerId);
    await db.insert(badgeCheck).values({
      ...{
        learnerId: state.learnerId,
        badgeId: held?.id as never,
        position: 0,
        name: 'ENDORSEMENTS',
        result: 'PASS',
        reason: 'proven',
      },
    });
    await deriveAgain(db, [held?.id as BadgeId]);
    const { badges, skillEvidence: evidence } = await read();
    expect(evidence).toMatchObject([{ rung: 'ENDORSED', checks: ['ENDORSEMENTS'] }]);
    expect(badges).toMatchObject([
      { endorsements: [{ endorsed: 'BADGE', endorserName: 'Board', comment: 'Amina is excellent' }] },
    ]);

    const [employer] = await hub.database.sql<
      { id: string }[]
    >`select id from organization where 'EMPLOYER' = any(roles) limit 1`;
    const organizationId = Number(employer?.id) as never;
    await makeGrant(db, state.learnerId, { audience: 'ORGANIZATION', organizationId });
    const key = await hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId });
    const { data } = await hub.ask(
      'query ($id: ID!) { node(id: $id) { ... on Badge { endorsements { endorserName comment } document } } }',
      { id: toGlobalId('Badge', held?.id as number) },
      { key },
    );
    expect(data.node).toEqual({ endorsements: [{ endorserName: 'Board', comment: null }], document: null });
  });
});
