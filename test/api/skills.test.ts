import { beforeAll, describe, expect, test } from 'vitest';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { escoFiles, uri, writeFolder } from '../rig/esco-folder.ts';
import { testHub } from '../rig/hub.ts';

describe('skills and occupations', () => {
  const hub = testHub();
  beforeAll(async () => {
    const files = escoFiles();
    files['skills_fr.csv'] =
      `conceptUri,skillType,reuseLevel,preferredLabel,altLabels\n${uri.skill('s1')},skill/competence,sector-specific,pétrir la pâte,travailler la pâte\n`;
    const source = await prepareSource(hub.database, { location: writeFolder(files) }, []);
    if (!source.ok) throw new Error(source.problem.message);
    await runImport(hub.database, await openImport(hub.database, source.value));
  });

  test('a skill has its label in the asked language, and its way through the framework', async () => {
    const answer = await hub.ask(
      `query ($uri: String!) {
        skill(uri: $uri) {
          label french: label(language: "fr") german: label(language: "de") aliases kind reuseLevel framework { code }
          relations { kind target { label } }
        }
      }`,
      { uri: uri.skill('s1') },
      { key: null },
    );
    expect(answer.data.skill).toEqual({
      ...{ label: 'knead dough', french: 'pétrir la pâte', german: 'knead dough' },
      ...{ aliases: ['work dough', 'knead bread dough'], kind: 'SKILL', reuseLevel: 'SECTOR_SPECIFIC' },
      framework: { code: 'esco' },
      relations: [],
    });
    const french = await hub.ask(
      'query ($uri: String!) { skill(uri: $uri) { label } }',
      { uri: uri.skill('s1') },
      { language: 'fr-CA,fr;q=0.9' },
    );
    expect(french.data.skill.label).toBe('pétrir la pâte');
  });

  test.each([
    ['fr-CA', 'pétrir la pâte', ['travailler la pâte']],
    ['constructor', 'knead dough', []],
    ['__proto__', 'knead dough', []],
    ['toString', 'knead dough', []],
  ])('texts in the language %s are those stated in it', async (language, label, aliases) => {
    const document = `query ($uri: String!, $language: String!) {
      skill(uri: $uri) { label(language: $language) description(language: $language) aliases(language: $language) }
    }`;
    const { data } = await hub.ask(document, { uri: uri.skill('s1'), language });
    expect(data.skill).toEqual({ label, description: 'Works dough by hand, or with a machine.', aliases });
  });

  test.each([
    ['fr;q=0.9, en;q=0.8', 'fr'],
    ['en;q=0.1, fr;q=0.9', 'fr'],
    ['EN;q=0.2, FR-ca', 'fr'],
    ['fr;q=0, en;q=0.5', 'en'],
    ['fr;q=0', 'en'],
    ['*', 'en'],
    ['*, fr;q=0.5', 'fr'],
    ['no such_language!, fr;q=0.1', 'fr'],
    ['', 'en'],
  ])('Accept-Language "%s" is answered in %s', async (header, language) => {
    const document = 'query ($uri: String!) { skill(uri: $uri) { label } }';
    const { data } = await hub.ask(document, { uri: uri.skill('s1') }, { language: header });
    expect(data.skill.label).toBe(language === 'fr' ? 'pétrir la pâte' : 'knead dough');
  });

  test('a broader edge reads as narrower from its far end, and knowledge is essential for the skill that needs it', async () => {
    const document = 'query ($uri: String!) { skill(uri: $uri) { relations { kind target { label } } } }';
    const broad = await hub.ask(document, { uri: uri.skill('s2') });
    expect(broad.data.skill.relations).toEqual([
      { kind: 'BROADER', target: { label: 'working with bread' } },
      { kind: 'NARROWER', target: { label: 'bake sourdough bread' } },
    ]);
    const knowledge = await hub.ask(document, { uri: uri.skill('k1') });
    expect(knowledge.data.skill.relations).toEqual([
      { kind: 'ESSENTIAL_FOR', target: { label: 'bake sourdough bread' } },
    ]);
  });

  test('pages hold every skill once, headings only when asked for', async () => {
    const document = `query ($after: String, $filter: SkillFilter) {
      skills(first: 2, after: $after, filter: $filter) { totalCount nodes { label } pageInfo { hasNextPage endCursor } }
    }`;
    const labels: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await hub.ask(document, { after, filter: { framework: 'esco' } });
      expect(data.skills.totalCount).toBe(4);
      labels.push(...data.skills.nodes.map(({ label }: { label: string }) => label));
      after = data.skills.pageInfo.hasNextPage ? data.skills.pageInfo.endCursor : null;
    } while (after !== null);
    expect(labels).toEqual(['knead dough', 'bake bread', 'bake sourdough bread', 'fermentation of dough']);
    const groups = await hub.ask(document, { filter: { kinds: ['GROUP'] } });
    expect(groups.data.skills.nodes).toEqual([{ label: 'working with bread' }]);
  });

  test('an occupation lists its essential skills first', async () => {
    const answer = await hub.ask(
      '{ occupations(filter: { label: "Bread Baker" }) { totalCount nodes { code skills { relation skill { label } } } } }',
    );
    expect(answer.data.occupations).toEqual({
      totalCount: 1,
      nodes: [
        {
          code: '7512.1',
          skills: [
            { relation: 'ESSENTIAL', skill: { label: 'knead dough' } },
            { relation: 'ESSENTIAL', skill: { label: 'bake bread' } },
            { relation: 'OPTIONAL', skill: { label: 'fermentation of dough' } },
          ],
        },
      ],
    });
  });

  test('node finds by the id a list gave, and refuses what is none', async () => {
    const { data } = await hub.ask('{ skills(first: 1) { nodes { id label } } }');
    const [skill] = data.skills.nodes;
    const node = await hub.ask('query ($id: ID!) { node(id: $id) { __typename id ... on Skill { label } } }', {
      id: skill.id,
    });
    expect(node.data.node).toEqual({ __typename: 'Skill', ...skill });
    const wrong = await hub.ask('{ node(id: "nonsense") { id } }');
    expect(wrong.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'id' });
  });

  test.each([
    ['a page of no rows', '{ skills(first: 0) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a page too large', '{ skills(first: 101) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a cursor of another list', '{ skills(after: "WzEsInByb3ZpZGVycyIsMV0") { nodes { id } } }', 'BAD_CURSOR'],
    ['both id and uri', '{ skill(id: "a", uri: "b") { label } }', 'BAD_USER_INPUT'],
  ])('%s is refused with its code', async (_case, document, code) => {
    expect((await hub.ask(document)).errors?.[0]?.extensions.code).toBe(code);
  });

  test('a wrong key is refused as a whole', async () => {
    const answer = await hub.ask('{ skills { nodes { label } } }', {}, { key: 'wrong-key' });
    expect(answer.status).toBe(401);
    expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(answer.data).toBeUndefined();
  });
});
