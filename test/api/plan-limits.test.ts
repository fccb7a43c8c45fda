import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const PLANS = `query ($learner: ID!, $requirement: RequirementInput!, $constraints: PlanConstraints, $asOf: DateTime, $lang: String) {
  recommendations(learnerId: $learner, requirement: $requirement, constraints: $constraints, asOf: $asOf) {
    plans { costCents hours endsOn isOptimal optimalityGap requiredMetAfter requiredTotal
      steps { credential { uri } route costCents hours startsOn endsOn isRunStated isFunded reasons(language: $lang) } }
    open { reason }
    relaxations { isOptimal changes { limit from to reason(language: $lang) } plan { costCents steps { credential { uri } } } }
  }
}`;

/** uri, skill it assesses, cost, hours, weeks, mode, languages, OSAP status */
const CREDENTIALS = [
  ['urn:weld', 'urn:s1', 30_000, 30, 4, 'FACE_TO_FACE', ['en'], 'APPROVED'],
  ['urn:cut', 'urn:s2', 20_000, 20, 4, 'FACE_TO_FACE', ['en'], 'APPROVED'],
  ['urn:draw', 'urn:s3', 10_000, 10, 2, 'ONLINE_ASYNC', ['fr'], null],
  ['urn:inspect', 'urn:s4', 15_000, 12, 3, 'ONLINE_ASYNC', ['en'], null],
  ['urn:base-a', 'urn:s5', 9_000, 5, 1, 'ONLINE_ASYNC', ['en'], null],
  ['urn:base-b', 'urn:s6', 4_000, 5, 1, 'ONLINE_ASYNC', ['en'], null],
  ['urn:loop-a', 'urn:s7', 1_000, 5, 1, 'ONLINE_ASYNC', ['en'], null],
  ['urn:loop-b', 'urn:s8', 1_000, 5, 1, 'ONLINE_ASYNC', ['en'], null],
  ['urn:safe-low', 'urn:s9', 1_000, 5, 1, 'ONLINE_ASYNC', ['en'], null],
  ['urn:safe-high', 'urn:s9', 8_000, 5, 1, 'ONLINE_ASYNC', ['en'], null],
] as const;

describe('plans under limits', () => {
  const hub = testHub();
  const world = { learner: '', key: '' };

  beforeAll(async () => {
    const { db, sql } = hub.database;
    const [learnerId] = (await makeLearners(db, 'Blue Heron')) as [LearnerId];
    const { college } = await makeOrganizations(db, { college: 'PROVIDER' });
    world.key = await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId });
    world.learner = toGlobalId('Learner', learnerId);
    await sql`insert into framework (uri, code, name) values ('urn:f', 'f', '{"en":"f"}')`;
    await sql`insert into skill (framework_id, uri, labels, kind)
              select framework.id, 'urn:s' || n, jsonb_build_object('en', 'Skill ' || n), 'SKILL'
              from framework, generate_series(1, 9) n`;
    await sql`insert into level_scale (uri, name) values ('urn:scale', '{"en":"Scale"}')`;
    await sql`insert into level (scale_id, rank, name, uri)
              select id, n, jsonb_build_object('en', 'Level ' || n), 'urn:level' || n
              from level_scale, generate_series(1, 3) n where level_scale.uri = 'urn:scale'`;
    await sql`insert into funding_program (code, jurisdiction, rule_year, name, rules)
              values ('OSAP_MC', 'CA-ON', 2022, '{"en":"OSAP"}', '{}')`;
    for (const [uri, skill, cost, hours, weeks, mode, languages, funding] of CREDENTIALS) {
      const level = { 'urn:safe-low': 'urn:level1', 'urn:safe-high': 'urn:level3' }[uri as string] ?? null;
      await sql`
        with made as (
          insert into credential (uri, type, name, provider_id, assessed, cost_cents, currency, total_hours, duration_weeks,
                                  delivery_mode, languages)
          values (${uri}, 'MICRO_CREDENTIAL', jsonb_build_object('en', ${uri}::text), ${college}, 'YES', ${cost}, 'CAD', ${hours}, ${weeks},
                  ${mode}, string_to_array(${languages.join()}, ',')) returning id),
        taught as (
          insert into credential_skill (credential_id, skill_id, relation, statement, how, level_id)
          select made.id, skill.id, 'ASSESSES', ${skill}, 'URI', (select id from level where uri = ${level})
          from made, skill where skill.uri = ${skill})
        insert into funding_eligibility (credential_id, program_id, status)
        select made.id, funding_program.id, ${funding ?? 'UNKNOWN'}::funding_status from made, funding_program
        where ${funding !== null}`;
    }
    const relate = (from: string, to: string, group: string | null, required: number | null) => sql`
      insert into credential_relation (from_id, kind, to_uri, to_id, "group", group_required)
      select one.id, 'REQUIRES', other.uri, other.id, ${group}, ${required}::int
      from credential one, credential other where one.uri = ${from} and other.uri = ${to}`;
    await relate('urn:inspect', 'urn:base-a', 'either', 1);
    await relate('urn:inspect', 'urn:base-b', 'either', 1);
    await relate('urn:loop-a', 'urn:loop-b', null, null);
    await relate('urn:loop-b', 'urn:loop-a', null, null);
    // Two runs each: the first ones overlap, the second ones come one after the other.
    await sql`insert into offering (credential_id, starts_on, ends_on, cost_cents)
              select credential.id, run.starts_on::date, run.ends_on::date, run.cost_cents from credential
              join (values ('urn:weld', '2027-01-04', '2027-01-31', null::int), ('urn:cut', '2027-01-04', '2027-01-31', null),
                           ('urn:cut', '2027-03-01', '2027-03-28', 25000)) run (uri, starts_on, ends_on, cost_cents)
                on run.uri = credential.uri`;
    await sql`insert into prior_learning_policy (credential_id, available, max_percent, fee_cents)
              select id, 'YES', 100, 7500 from credential where uri = 'urn:weld'`;
  });

  const AS_OF = '2026-12-01T00:00:00Z';
  async function plan(skills: readonly string[], constraints: object = {}, more: object = {}) {
    const requirement = { all: skills.map((skill) => ({ skill })) };
    const variables = { learner: world.learner, requirement, constraints, asOf: AS_OF, ...more };
    const { data, errors } = await hub.ask(PLANS, variables, { key: world.key });
    expect(errors).toBeUndefined();
    return data.recommendations;
  }
  // biome-ignore lint/suspicious/noExplicitAny: an answer, as JSON
  const stepsOf = (found: any) => found.plans[0]?.steps.map((step: any) => step.credential.uri) ?? [];

  test('study that OSAP pays for never overlaps: the second waits for a run that begins after the first', async () => {
    const found = await plan(['urn:s1', 'urn:s2'], { startsFrom: '2027-01-01' });
    expect(found.plans[0]).toMatchObject({
      ...{ costCents: 55_000, hours: 50, endsOn: '2027-03-28', isOptimal: true, optimalityGap: 0 },
      steps: [
        {
          credential: { uri: 'urn:weld' },
          startsOn: '2027-01-04',
          endsOn: '2027-01-31',
          isRunStated: true,
          isFunded: true,
        },
        { credential: { uri: 'urn:cut' }, startsOn: '2027-03-01', endsOn: '2027-03-28', costCents: 25_000 },
      ],
    });
    expect(found.plans[0].steps[0].reasons).toEqual(
      expect.arrayContaining(['Runs from 2027-01-04 to 2027-01-31.', expect.stringContaining('one at a time')]),
    );
  });

  test('who pays otherwise may take both at once, for less', async () => {
    const found = await plan(['urn:s1', 'urn:s2'], { startsFrom: '2027-01-01', funding: 'NONE' });
    expect(found.plans[0]).toMatchObject({ costCents: 50_000, endsOn: '2027-01-31' });
  });

  test('of prerequisites that stand for each other the cheapest is taken, and it ends before what asks for it begins', async () => {
    const found = await plan(['urn:s4']);
    expect(stepsOf(found)).toEqual(['urn:base-b', 'urn:inspect']);
    const [first, second] = found.plans[0].steps;
    expect(first.endsOn < second.startsOn).toBe(true);
  });

  test('credentials that each ask for the other first are never planned, and the requirement says so', async () => {
    expect(await plan(['urn:s7'])).toMatchObject({
      plans: [],
      open: [{ reason: 'PREREQUISITE_MISSING' }],
      relaxations: [],
    });
  });

  test('a level that is required is reached: the cheaper credential that stays below it closes nothing', async () => {
    const asked = (requiredLevel?: object) => ({ all: [{ skill: 'urn:s9', ...(requiredLevel && { requiredLevel }) }] });
    const ask = async (requirement: object) => stepsOf(await plan([], {}, { requirement }));
    expect(await ask(asked())).toEqual(['urn:safe-low']);
    expect(await ask(asked({ name: 'Level 3', scale: 'urn:scale' }))).toEqual(['urn:safe-high']);
  });

  test('prior learning is a route of its own where it is asked for: its fee, no hours, no days', async () => {
    const found = await plan(['urn:s1'], { priorLearning: true });
    expect(found.plans[0].steps).toMatchObject([
      { route: 'PRIOR_LEARNING', costCents: 7_500, hours: 0, isFunded: false },
    ]);
    const beside = await plan(['urn:s1']);
    expect(beside.plans[0].steps).toMatchObject([{ route: 'COURSE', costCents: 30_000 }]);
    expect(beside.plans[0].steps[0].reasons.join(' ')).toContain('can be recognised instead of the course for $75.00');
  });

  test.each<[string, string[], object, object[], string]>([
    [
      'a budget: by how many cents, in words',
      ['urn:s1', 'urn:s4'],
      { maxCostCents: 40_000 },
      [{ limit: 'COST', from: 40_000, to: 49_000 }],
      'A budget of $490.00 instead of $400.00: $90.00 more.',
    ],
    [
      'a last day: by how many weeks',
      ['urn:s1', 'urn:s2'],
      { startsFrom: '2027-01-04', endsBy: '2027-01-31' },
      [{ limit: 'END', from: 4, to: 12 }],
      'Time until 2027-03-28 instead of 2027-01-31: 8 weeks more.',
    ],
    [
      'a delivery mode',
      ['urn:s1'],
      { deliveryModes: ['ONLINE_ASYNC'] },
      [{ limit: 'DELIVERY', from: null, to: null }],
      'Other delivery modes than those named, too.',
    ],
    [
      'two at once, where no single one is enough',
      ['urn:s1', 'urn:s3'],
      { languages: ['en'], maxHours: 35 },
      [{ limit: 'HOURS', from: 35, to: 40 }, { limit: 'LANGUAGE' }],
      '40 hours instead of 35: 5 more.',
    ],
    [
      'funding',
      ['urn:s3'],
      { funding: 'APPROVED_ONLY' },
      [{ limit: 'FUNDING' }],
      'Credentials that the funding programme does not pay for, too.',
    ],
  ])('what it would take is told: %s', async (_case, skills, constraints, changes, reason) => {
    const [least] = (await plan(skills, constraints)).relaxations;
    expect(least).toMatchObject({ isOptimal: true, changes });
    expect(least.changes[0].reason).toBe(reason);
    expect(least.plan.steps.length).toBeGreaterThan(0);
  });

  test('what it would take is told in French, too', async () => {
    const { relaxations } = await plan(['urn:s1'], { maxHours: 10 }, { lang: 'fr' });
    expect(relaxations[0].changes[0].reason).toBe('30 heures au lieu de 10 : 20 de plus.');
  });

  test('nothing is to be relaxed where nothing is open', async () => {
    expect((await plan(['urn:s1'], { maxCostCents: 30_000 })).relaxations).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['an end before the beginning', { startsFrom: '2027-02-01', endsBy: '2027-01-01' }, 'endsBy'],
    ['an end before today', { endsBy: '2026-11-30' }, 'endsBy'],
    ['a day that is in no calendar', { startsFrom: '2027-02-30' }, 'startsFrom'],
    ['words for a date', { endsBy: 'soon' }, 'endsBy'],
    ['no delivery mode at all', { deliveryModes: [] }, 'deliveryModes'],
    ['no language at all', { languages: [] }, 'languages'],
    ['a language that is none', { languages: ['english please'] }, 'languages'],
    ['fewer weeks than none', { maxWeeks: -1 }, 'maxWeeks'],
    ['more plans than there are', { alternatives: 4 }, 'alternatives'],
  ])('%s is refused at its place', async (_case, constraints, field) => {
    const requirement = { skill: 'urn:s1' };
    const variables = { learner: world.learner, requirement, constraints, asOf: AS_OF };
    const { errors } = await hub.ask(PLANS, variables, { key: world.key });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: `constraints.${field}` });
  });
});
