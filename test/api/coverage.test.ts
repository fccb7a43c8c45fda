import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';

const EVERYTHING = `{ coverage {
  credentialsWithSkills { ...figure } credentialsWithLinkedSkills { ...figure } statementsLinked { ...figure }
  skillsWithCrosswalk { framework { code } skills { ...figure } } badgeAlignmentsLinked { count total }
  sourcesUpToDate { ...figure } requirementsTaught { ...figure } } }
  fragment figure on CoverageFigure { count total examples(first: 5) { id name uri } }`;

describe('the coverage report', () => {
  const hub = testHub();
  const ids = { one: 0, two: 0, three: 0, gone: 0, job: 0, sources: [] as number[] };
  beforeAll(async () => {
    const { sql } = hub.database;
    await sql`insert into organization (uri, name) values ('urn:o', '{"en": "O"}')`;
    await sql`insert into framework (code, name) values ('a', '{"en": "A"}'), ('b', '{"en": "B"}')`;
    await sql`insert into skill (framework_id, uri, labels, kind)
              select id, 'urn:' || code || ':' || said.name, jsonb_build_object('en', said.name), said.kind::skill_kind
              from framework, (values ('bake', 'SKILL'), ('sell', 'SKILL'), ('all', 'GROUP')) said (name, kind)`;
    await sql`insert into source (format, location, name, schedule) values
              ('fresh', '/a', 'a', null), ('old', '/b', 'b', null), ('failed', '/c', 'c', null),
              ('late', '/d', 'd', '0 0 * * *'), ('never', '/e', 'person.zip', null)`;
    await sql`insert into import_run (source_id, state, ended_at)
              select id, case format when 'failed' then 'FAILED' else 'COMPLETED' end::import_state,
                     now() - make_interval(days => case format when 'old' then 31 when 'late' then 8 else 1 end)
              from source where format <> 'never'`;
    await sql`insert into skill_relation (from_id, kind, to_uri, to_id, source_id)
              select near.id, 'EXACT', far.uri, far.id, source.id from skill near, skill far, source
              where near.uri = 'urn:a:bake' and far.uri = 'urn:b:bake' and source.format = 'fresh'`;
    const credentials = await sql<{ id: number; uri: string }[]>`
      insert into credential (provider_id, uri, type, name, tombstoned_at)
      select organization.id, said.uri, 'BADGE', jsonb_build_object('en', said.uri), case said.uri when 'urn:gone' then now() end
      from organization, (values ('urn:one'), ('urn:two'), ('urn:three'), ('urn:gone')) said (uri) returning id::int, uri`;
    for (const { id, uri } of credentials) ids[uri.slice(4) as 'one'] = id;
    await sql`insert into credential_skill (credential_id, relation, statement, skill_id) values
              (${ids.one}, 'ASSESSES', 'bake', (select id from skill where uri = 'urn:a:bake')),
              (${ids.two}, 'TEACHES', 'juggle', null), (${ids.three}, 'REQUIRES', 'sell', (select id from skill where uri = 'urn:a:sell')),
              (${ids.gone}, 'TEACHES', 'sell', (select id from skill where uri = 'urn:a:sell'))`;
    const [job] = await sql<{ id: number }[]>`
      insert into job (employer_id, position_id, title) select id, 'p', '{"en": "Baker"}' from organization returning id::int`;
    ids.job = job?.id ?? 0;
    await sql`insert into requirement (job_id, position, kind, statement, skill_id)
              select ${ids.job}, ord, 'SKILL', words, (select id from skill where skill.uri = said.uri)
              from (values (0, 'baking', 'urn:b:bake'), (1, 'selling', 'urn:a:sell'), (2, 'juggling', null)) said (ord, words, uri)`;
  });

  test('says how much there is of what there should be, and shows what is lacking, to everybody', async () => {
    const { data, errors } = await hub.ask(EVERYTHING, {}, { key: null });
    expect(errors).toBeUndefined();
    const named = (type: string, ...rows: [id: number, name: string, uri: string | null][]) =>
      rows.map(([id, name, uri]) => ({ id: toGlobalId(type, id), name, uri }));
    const [sell, other] = [
      expect.objectContaining({ name: 'sell', uri: 'urn:a:sell' }),
      expect.objectContaining({ uri: 'urn:b:sell' }),
    ];
    expect(data.coverage).toEqual({
      credentialsWithSkills: {
        count: 2,
        total: 3,
        examples: named('Credential', [ids.three, 'urn:three', 'urn:three']),
      },
      credentialsWithLinkedSkills: {
        ...{ count: 1, total: 3 },
        examples: named('Credential', [ids.two, 'urn:two', 'urn:two'], [ids.three, 'urn:three', 'urn:three']),
      },
      statementsLinked: { count: 2, total: 3, examples: named('Credential', [ids.two, 'juggle', 'urn:two']) },
      skillsWithCrosswalk: [
        { framework: { code: 'a' }, skills: { count: 1, total: 2, examples: [sell] } },
        { framework: { code: 'b' }, skills: { count: 1, total: 2, examples: [other] } },
      ],
      badgeAlignmentsLinked: null,
      sourcesUpToDate: {
        ...{ count: 1, total: 5 },
        examples: ['old', 'failed', 'late', 'never'].map((name) => ({ id: expect.any(String), name, uri: null })),
      },
      requirementsTaught: {
        ...{ count: 1, total: 3 },
        examples: named('Job', [ids.job, 'juggling', null], [ids.job, 'selling', 'urn:a:sell']),
      },
    });
  });

  test('counts what badges say only where it tells of no one learner', async () => {
    const { sql } = hub.database;
    await sql`with made as (
                insert into learner (key, display_name, pseudonym) select 'l' || n, 'L', 'Learner' || n from generate_series(1, 10) n returning id),
              badges as (
                insert into badge (learner_id, format, issuer_uri, uri, name, document)
                select id, 'OPEN_BADGES_3', 'urn:i', 'urn:badge:' || id, 'B', '{}' from made returning learner_id, id)
              insert into badge_alignment (learner_id, badge_id, position, kind, rule)
              select learner_id, id, 0, 'SKILL', 'test' from badges`;
    const { data } = await hub.ask('{ coverage { badgeAlignmentsLinked { count total } } }', {}, { key: null });
    expect(data.coverage.badgeAlignmentsLinked).toEqual({ count: 0, total: 10 });
  });

  test('sends one statement a figure and one for its examples, and takes more points than a list', async () => {
    const { statements } = hub.database;
    const before = statements.length;
    const { extensions } = await hub.ask('{ coverage { statementsLinked { count examples { id } } } }');
    expect(statements.slice(before).filter((text) => text.includes('measured'))).toHaveLength(2);
    expect(extensions?.cost?.points).toBeGreaterThan(40);
    const { errors } = await hub.ask('{ coverage { statementsLinked { examples(first: 101) { id } } } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'first' });
  });
});
