import { beforeAll, describe, expect, inject, test } from 'vitest';
import { testHub, until } from '../rig/hub.ts';
import { importFramework, OFFICE } from '../rig/small-framework.ts';

const SUGGEST = `query ($text: String!, $framework: String, $first: Int) {
  suggestSkills(text: $text, framework: $framework, first: $first) {
    skill { uri framework { code } } confidence how matchedWords { text start end } reason
  }
}`;

describe.skipIf(inject('queues') === 'redis' && inject('redisUrl') === null)('skills suggested for words', () => {
  // Waiting for an index asks many times.
  const hub = testHub({ workers: true, environment: { TESSERA_ANONYMOUS_POINTS_PER_HOUR: '1000000' } });
  const suggest = (text: string, more: { framework?: string; first?: number } = {}, language = 'en') =>
    hub.ask(SUGGEST, { text, ...more }, { key: null, language });
  const uris = async (text: string, framework = 'office') =>
    (await suggest(text, { framework })).data.suggestSkills.map((each: { skill: { uri: string } }) => each.skill.uri);
  const indexed = (framework: string) =>
    until(
      () => suggest('anything', { framework }),
      ({ errors }) => errors?.[0]?.extensions.code !== 'INDEX_NOT_READY',
    );

  let folder = '';
  beforeAll(async () => {
    folder = await importFramework(hub.database, 'office', OFFICE);
    await indexed('office');
  });

  test('are found by alias, with the words that say so, a confidence and a reason in either language', async () => {
    const text = 'Some experience of data wrangling';
    const english = await suggest(text, { framework: 'office', first: 1 });
    expect(english.errors).toBeUndefined();
    const [best] = english.data.suggestSkills;
    expect(best.skill).toEqual({ uri: 'urn:office:data', framework: { code: 'office' } });
    expect(best.confidence).toBeGreaterThan(0);
    expect(best.confidence).toBeLessThanOrEqual(1);
    for (const { text: words, start, end } of best.matchedWords) expect(text.slice(start, end)).toBe(words);
    expect(best.matchedWords.map((each: { text: string }) => each.text).join(' ')).toContain('wrangling');
    expect(best.reason).toContain('clean data sets');
    const french = await suggest(text, { framework: 'office', first: 1 }, 'fr-CA');
    expect(french.data.suggestSkills[0].reason).toContain('nettoyer des jeux de données');
  });

  test.each([
    ['a label', 'bake bread', 'urn:office:bread'],
    ['a French label', 'cuire le pain', 'urn:office:bread'],
    ['other case and blanks', '  QUERY   relational databases ', 'urn:office:sql'],
    ['its address', 'urn:office:knives', 'urn:office:knives'],
    ['a sentence', 'You will write business correspondence to our clients every day.', 'urn:office:email'],
  ])('are found by %s', async (_what, text, uri) => {
    expect((await uris(text))[0]).toBe(uri);
  });

  test.each([
    ['nothing but blanks', ' \n '],
    ['nothing at all', ''],
  ])('are none for %s', async (_what, text) => {
    expect((await suggest(text, { framework: 'office' })).data.suggestSkills).toEqual([]);
  });

  test.each([
    ['only stop words', 'and of the with to'],
    ['emoji', '🍞'.repeat(2_000)],
    ['another language', 'Wir suchen eine Bäckerin mit Führerschein.'],
    ['text from right to left', 'خبز الخبز وتنظيف البيانات'],
    ['a page with scripts', `<script>${'alert(1);'.repeat(500)}</script><p>bake bread</p>`],
    ['control characters', String.fromCharCode(...Array.from({ length: 31 }, (_, code) => code + 1))],
    ['one endless word', 'x'.repeat(10_000)],
    ['the same word over and over', 'bread '.repeat(1_600)],
  ])('are told or none for %s, with words that stand in the text', async (_what, text) => {
    const { data, errors } = await suggest(text, { framework: 'office', first: 50 });
    expect(errors).toBeUndefined();
    for (const { confidence, matchedWords } of data.suggestSkills) {
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      for (const { text: words, start, end } of matchedWords) expect(text.slice(start, end)).toBe(words);
    }
  });

  test.each([
    ['a framework that is not here', { text: 'bread', framework: 'nowhere' }, 'NOT_FOUND', 'framework'],
    ['a text that is too long', { text: 'bread '.repeat(2_000), framework: 'office' }, 'BAD_USER_INPUT', 'text'],
    ['no skill', { text: 'bread', framework: 'office', first: 0 }, 'BAD_USER_INPUT', 'first'],
    ['too many skills', { text: 'bread', framework: 'office', first: 51 }, 'BAD_USER_INPUT', 'first'],
  ])('are refused for %s, with what to do about it', async (_what, { text, ...more }, code, field) => {
    const { errors } = await suggest(text, more);
    expect(errors?.[0]?.extensions).toEqual({ code, field });
  });

  test('come from all frameworks where none is named, the surest first', async () => {
    await importFramework(hub.database, 'kitchen', [{ uri: 'urn:kitchen:whisk', en: 'whisk egg whites' }]);
    await indexed('kitchen');
    const { data } = await suggest('whisk egg whites');
    expect(data.suggestSkills[0].skill.uri).toBe('urn:kitchen:whisk');
    expect(await uris('bake bread', 'kitchen')).not.toContain('urn:office:bread');
  });

  test('follow the framework: what an import brings is found, what it no longer has is not', async () => {
    const [, ...others] = OFFICE;
    const knit = { uri: 'urn:office:knit', en: 'knit woollen jumpers' };
    await importFramework(hub.database, 'office', [...others, knit], folder);
    await until(
      () => uris('knit woollen jumpers'),
      (found) => found[0] === 'urn:office:knit',
    );
    expect(await uris('use spreadsheets software')).not.toContain('urn:office:spreadsheets');
  });

  test('and each framework has one stored index, of all its chunks', async () => {
    const rows = await hub.database.sql<{ code: string; whole: boolean }[]>`
      select code, stored.size = (select sum(length(bytes)) from skill_index_chunk chunk where chunk.build = stored.build) as whole
      from skill_index stored join framework on framework.id = framework_id order by code`;
    expect([...rows]).toEqual([
      { code: 'kitchen', whole: true },
      { code: 'office', whole: true },
    ]);
    const [other] = await hub.database.sql<{ count: number }[]>`
      select count(*)::int as count from skill_index_chunk where build not in (select build from skill_index)`;
    expect(other?.count).toBe(0);
  });
});
