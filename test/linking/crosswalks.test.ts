import { beforeAll, describe, expect, inject, test } from 'vitest';
import { testHub, until } from '../rig/hub.ts';
import { importFramework, OFFICE } from '../rig/small-framework.ts';

const START = `mutation ($from: String!, $to: String!) { suggestCrosswalks(input: { from: $from, to: $to }) {
  from { code } to { code } errors { code field } } }`;
const REVIEWS = `{ linkReviews(filter: { kind: CROSSWALK }, first: 100) { nodes {
  id words state relation fromSkill { uri } framework { code } skill { uri } candidates { relation skill { uri } } } } }`;
const ACCEPT = `mutation ($reviews: [LinkAcceptanceInput!]!) { acceptLinkReviews(input: { reviews: $reviews }) {
  results { review { relation skill { uri } } error { code message } } errors { code } } }`;
const REJECT = `mutation ($ids: [ID!]!) { rejectLinkReviews(input: { ids: $ids }) { results { review { state } } } }`;
const EDGES = `{ skill(uri: "urn:home:bread") { relations { kind confidence target { uri } } } }`;

const HOME = [
  { uri: 'urn:home:bread', en: 'bake bread' },
  { uri: 'urn:home:knives', en: 'sharpen the kitchen knives of the house' },
  { uri: 'urn:home:zither', en: 'play zither' },
];

describe.skipIf(inject('queues') === 'redis' && inject('redisUrl') === null)('crosswalks suggested', () => {
  const hub = testHub({ workers: true });
  const ids: Record<string, string> = {};

  const start = async (from: string, to: string) => (await hub.ask(START, { from, to })).data.suggestCrosswalks;
  const settled = () =>
    until(
      async () => (await hub.database.sql`select job from outbox where failed_at is null`).length,
      (waiting) => waiting === 0,
    );
  const reviews = async () => (await hub.ask(REVIEWS)).data.linkReviews.nodes;
  const edges = async () => (await hub.ask(EDGES)).data.skill.relations;

  beforeAll(async () => {
    await importFramework(hub.database, 'office', OFFICE);
    await importFramework(hub.database, 'home', HOME);
    await settled();
    const { data } = await hub.ask('{ skills(first: 100) { nodes { id uri } } }');
    for (const { id, uri } of data.skills.nodes) ids[uri] = id;
  });

  test.each([
    ['of one framework', 'home', 'home', 'BAD_USER_INPUT', 'input.to'],
    ['of one that is not here', 'nowhere', 'home', 'NOT_FOUND', 'input.from'],
    ['in one that is not here', 'home', 'nowhere', 'NOT_FOUND', 'input.to'],
  ])('are none %s', async (_what, from, to, code, field) => {
    expect(await start(from, to)).toEqual({ from: null, to: null, errors: [{ code, field }] });
  });

  test('wait for a decision, with the edge each would be; what has no equal is put to nobody', async () => {
    expect(await start('home', 'office')).toEqual({ from: { code: 'home' }, to: { code: 'office' }, errors: [] });
    await settled();
    const found = await reviews();
    expect(found.find(({ words }: { words: string }) => words === 'bake bread')).toMatchObject({
      ...{ state: 'OPEN', fromSkill: { uri: 'urn:home:bread' }, framework: { code: 'office' } },
      candidates: expect.arrayContaining([{ relation: 'EXACT', skill: { uri: 'urn:office:bread' } }]),
    });
    expect(found.map(({ words }: { words: string }) => words)).not.toContain('play zither');
    expect(await edges()).toEqual([]);
  });

  test('become edges of this hub’s reviewers when they are accepted, and are none again when refused', async () => {
    const [{ id }] = (await reviews()).filter(({ words }: { words: string }) => words === 'bake bread');
    const elsewhere = await hub.ask(ACCEPT, { reviews: [{ id, skillId: ids['urn:home:zither'] }] });
    expect(elsewhere.data.acceptLinkReviews.results[0].error.code).toBe('BAD_USER_INPUT');

    const { data } = await hub.ask(ACCEPT, { reviews: [{ id }] });
    const review = { relation: 'EXACT', skill: { uri: 'urn:office:bread' } };
    expect(data.acceptLinkReviews).toEqual({ results: [{ review, error: null }], errors: [] });
    expect(await edges()).toEqual([{ kind: 'EXACT', confidence: 1, target: { uri: 'urn:office:bread' } }]);

    await hub.ask(ACCEPT, { reviews: [{ id, relation: 'CLOSE' }] });
    expect(await edges()).toEqual([{ kind: 'CLOSE', confidence: 1, target: { uri: 'urn:office:bread' } }]);
    await hub.ask(REJECT, { ids: [id] });
    expect(await edges()).toEqual([]);
  });

  test('are not asked again once decided, and their source is in no list of sources to read', async () => {
    await start('home', 'office');
    await settled();
    const states = (await reviews()).filter(({ words }: { words: string }) => words === 'bake bread');
    expect(states).toMatchObject([{ state: 'REJECTED' }]);
    const { data } = await hub.ask(
      '{ sources(first: 100) { nodes { format } } coverage { sourcesUpToDate { total } } }',
    );
    expect(data.sources.nodes.map(({ format }: { format: string }) => format)).not.toContain('link-review');
    expect(data.coverage.sourcesUpToDate.total).toBe(data.sources.nodes.length);
  });
});
