import { beforeAll, describe, expect, inject, test } from 'vitest';
import { testHub, until } from '../rig/hub.ts';
import { importFramework, OFFICE } from '../rig/small-framework.ts';

const EXTRACT = `query ($text: String!, $framework: String) {
  extractRequirements(text: $text, framework: $framework) {
    language warnings input
    nodes {
      key kind atLeast importance
      phrase { statement section orEquivalent place { text start end } years { least most } level { text } }
      suggestions { skill { uri } confidence how matchedWords { text start end } reason }
    }
    unlinked { statement importance place { text start end } }
    sections { kind heading place { start end } }
  }
}`;

const TEXT = `Office baker

Requirements
- 2+ years of SQL
- Excel or bread making
- Red Seal
- Qwzxmfl Vbnmtr

Nice to have
- data wrangling

Benefits
- Free bread`;

describe.skipIf(inject('queues') === 'redis' && inject('redisUrl') === null)(
  'requirements extracted from a text',
  () => {
    const hub = testHub({ workers: true });
    const extract = (text: string, framework = 'office') => hub.ask(EXTRACT, { text, framework }, { key: null });

    beforeAll(async () => {
      await importFramework(hub.database, 'office', OFFICE);
      await until(
        () => extract('SQL'),
        ({ errors }) => errors?.[0]?.extensions.code !== 'INDEX_NOT_READY',
      );
    });

    test('are a tree with the words and the place of every leaf, and what it may mean', async () => {
      const { data, errors } = await extract(TEXT);
      expect(errors).toBeUndefined();
      const { nodes, unlinked, sections, ...found } = data.extractRequirements;
      expect(found).toMatchObject({ language: 'en', warnings: [] });
      type Node = (typeof nodes)[number];
      const inShort = ({ key, kind, importance, phrase, suggestions: [best] }: Node) =>
        [key, kind, importance, phrase?.statement, best?.skill.uri].filter((each) => each !== undefined).join(' ');
      expect(nodes.map(inShort)).toEqual([
        ' ALL REQUIRED',
        '0 SKILL REQUIRED SQL urn:office:sql',
        '1 ANY REQUIRED',
        '1.0 SKILL REQUIRED Excel urn:office:spreadsheets',
        '1.1 SKILL REQUIRED bread making urn:office:bread',
        '2 CREDENTIAL REQUIRED Red Seal',
        '3 SKILL PREFERRED data wrangling urn:office:data',
      ]);
      expect(nodes[1].phrase.years).toEqual({ least: 2, most: null });
      for (const { phrase, suggestions } of nodes) {
        if (!phrase) continue;
        expect(TEXT.slice(phrase.place.start, phrase.place.end)).toBe(phrase.statement);
        for (const { matchedWords } of suggestions) {
          for (const { text, start, end } of matchedWords) expect(TEXT.slice(start, end)).toBe(text);
        }
      }
      expect(unlinked).toMatchObject([{ statement: 'Qwzxmfl Vbnmtr', importance: 'REQUIRED' }]);
      expect(sections.map(({ kind }: { kind: string }) => kind)).toEqual([
        ...['UNSTATED', 'REQUIREMENTS', 'PREFERRED', 'BENEFITS'],
      ]);
    });

    test('come in a form that is taken as a requirement as it is', async () => {
      const { data } = await extract(TEXT);
      const { input } = data.extractRequirements;
      expect(input).toEqual({
        all: [
          { skill: 'urn:office:sql', importance: 'REQUIRED' },
          {
            any: [
              { skill: 'urn:office:spreadsheets', importance: 'REQUIRED' },
              { skill: 'urn:office:bread', importance: 'REQUIRED' },
            ],
            importance: 'REQUIRED',
          },
          { credential: 'Red Seal', importance: 'REQUIRED' },
          { skill: 'urn:office:data', importance: 'PREFERRED' },
        ],
        importance: 'REQUIRED',
      });
      const gap = `query ($requirement: RequirementInput!) { candidates(requirement: $requirement, first: 1) { nodes { __typename } } }`;
      const { errors } = await hub.ask(gap, { requirement: input });
      expect(errors).toBeUndefined();
    });

    test.each([
      ['a framework that is not here', 'SQL', 'nowhere', 'NOT_FOUND', 'framework'],
      ['an empty text', ' ', 'office', 'BAD_USER_INPUT', 'text'],
      ['a text that is too long', 'SQL, '.repeat(13_000), 'office', 'BAD_USER_INPUT', 'text'],
    ])('are refused for %s, with what to do about it', async (_what, text, framework, code, field) => {
      const { errors } = await extract(text, framework);
      expect(errors?.[0]?.extensions).toEqual({ code, field });
    });
  },
);
