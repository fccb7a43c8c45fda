import { beforeAll, describe, expect, test } from 'vitest';
import { testHub } from '../rig/hub.ts';
import { readmeBlocks } from '../rig/readme.ts';

const nested = (levels: number) => `${'relations { target { '.repeat(levels)}id${' } }'.repeat(levels)}`;
const fragments = (count: number) =>
  Array.from({ length: count }, (_, index) => `fragment f${index} on Skill { ...f${index + 1} ...f${index + 1} }`).join(
    ' ',
  );

/** Documents that would cost a server dearly; each is refused before it costs a statement. */
const HOSTILE: [name: string, document: string, code: string][] = [
  [
    'the schema under many names',
    `{ ${Array.from({ length: 15 }, (_, index) => `s${index}: __schema { types { fields { name } } }`).join(' ')} }`,
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'the types under many names',
    `{ __schema { ${Array.from({ length: 15 }, (_, index) => `t${index}: types { fields { name } }`).join(' ')} } }`,
    'DOCUMENT_TOO_LARGE',
  ],
  ['deep', `{ skills { nodes { ${nested(9)} } } }`, 'DOCUMENT_TOO_LARGE'],
  [
    'deep in fragments',
    `{ skills { nodes { ...a } } } fragment a on Skill { relations { target { ...b } } } fragment b on Skill { relations { target { ...c } } } fragment c on Skill { relations { target { relations { target { relations { target { id } } } } } } }`,
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'deep behind a fragment seen before',
    `{ a: skill(uri: "x") { ...d } skills { nodes { relations { target { relations { target { ...d } } } } } } } fragment d on Skill { relations { target { relations { target { relations { kind target { id } } } } } } }`,
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'a fragment named as the schema',
    `{ ...__schema } fragment __schema on Query { skills { nodes { ${nested(9)} } } }`,
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'many aliases',
    `{ ${Array.from({ length: 16 }, (_, index) => `a${index}: skills(first: 1) { nodes { id } }`).join(' ')} }`,
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'many aliases of what is dear',
    `{ ${Array.from({ length: 60 }, (_, index) => `a${index}: job(id: "x") { id }`).join(' ')} }`,
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'a fragment bomb',
    `{ skills { nodes { ...f0 } } } ${fragments(20)} fragment f20 on Skill { id }`,
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'a fragment cycle',
    '{ skills { nodes { ...a } } } fragment a on Skill { ...b } fragment b on Skill { ...a }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'many directives',
    `{ skills { nodes { ${Array.from({ length: 51 }, () => 'id @skip(if: false)').join(' ')} } } }`,
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'ten thousand directives',
    `{ skills { nodes { id ${'@include(if: true) '.repeat(10_000)} } } }`,
    'DOCUMENT_TOO_LARGE',
  ],
  ['many tokens', `{ ${'skills { nodes { id } } '.repeat(400)} }`, 'DOCUMENT_TOO_LARGE'],
  [
    'wide pages inside wide pages',
    '{ skills(first: 100) { nodes { relations { target { relations { target { id } } } } } } }',
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'candidates with all they show',
    '{ candidates(requirement: { skill: "x" }, first: 100) { nodes { requirements { evidence { badge { alignments { skill { relations { kind } } } } } } } } }',
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'plans with all they stand on',
    '{ recommendations(learnerId: "x", requirement: { skill: "x" }) { plans { steps { credential { skills { skill { relations { target { relations { kind } } } } } } } } } }',
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'a negative page',
    '{ skills(first: -1000000) { nodes { relations { target { relations { target { id } } } } } } }',
    'BAD_USER_INPUT',
  ],
  [
    'an overflowing page',
    '{ skills(first: 2147483647) { nodes { id relations { target { id } } } } }',
    'DOCUMENT_TOO_LARGE',
  ],
  ['a page that is no number', '{ skills(first: 1e400) { nodes { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a requirement tree too deep',
    `{ candidates(requirement: ${'{ all: [ '.repeat(40)}{ skill: "x" }${' ] }'.repeat(40)}) { nodes { score } } }`,
    'BAD_USER_INPUT',
  ],
  ['brackets without end', '{ a '.repeat(5_000), 'DOCUMENT_TOO_LARGE'],
  ['lists without end', `{ skills(filter: ${'['.repeat(5_000)}) { nodes { id } } }`, 'DOCUMENT_TOO_LARGE'],
];

describe('what a document may be', () => {
  const hub = testHub();

  test.each(HOSTILE)('%s is refused before a statement is sent', async (_name, document, code) => {
    await hub.ask('{ __typename }');
    const before = hub.database.statements.length;
    const { status, errors, data } = await hub.ask(document);
    expect({ code: errors?.[0]?.extensions.code, data: data ?? null }).toEqual({ code, data: null });
    expect(status).toBeLessThan(500);
    expect(hub.database.statements.slice(before)).toEqual([]);
  });

  test('the documents of README and of the typed client are within all limits', async () => {
    for (const document of readmeBlocks('graphql')) {
      const { errors } = await hub.ask(document, { learner: 'x', job: 'x', occupation: 'x' });
      expect(new Set(errors?.map(({ extensions: { code } }) => code))).toEqual(new Set(['BAD_USER_INPUT']));
    }
  });

  test('the cost of an answer is told: objects it may hold, and points for every ten', async () => {
    const { extensions, headers } = await hub.ask(
      '{ skills(first: 50) { nodes { label framework { code } } pageInfo { endCursor } } }',
    );
    // The connection, and for each of 50 rows its list's share, the framework.
    expect(extensions?.cost).toEqual({ nodes: 101, points: 11 });
    // The key of the settings has no budget to keep to, and none is told.
    expect(headers.get('x-ratelimit-limit')).toBeNull();
  });

  test('what takes work to compute costs more than it returns', async () => {
    const pointsOf = async (field: string) => {
      const document = `{ ${field}(learnerId: "x", requirement: { skill: "x" }) { __typename } }`;
      return (await hub.ask(document)).extensions?.cost?.points;
    };
    expect([await pointsOf('recommendations'), await pointsOf('skillGap')]).toEqual([51, 6]);
  });

  test('introspection, as the explorer asks it, passes', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { errors, data } = await hub.ask(getIntrospectionQuery());
    expect(errors).toBeUndefined();
    expect(data.__schema.queryType.name).toBe('Query');
  });
});

describe('how much a client may ask an hour', () => {
  const hub = testHub({ environment: { TESSERA_POINTS_PER_HOUR: '20', TESSERA_ANONYMOUS_POINTS_PER_HOUR: '3' } });
  const keys = { one: '', other: '' };
  beforeAll(async () => {
    keys.one = await hub.makeKey({ name: 'one', role: 'AUDITOR' });
    keys.other = await hub.makeKey({ name: 'other', role: 'AUDITOR' });
  });
  const DEAR = '{ skills(first: 50) { nodes { label framework { code } } } }';

  test('each key has its own budget; beyond it is told when to come back', async () => {
    const first = await hub.ask(DEAR, {}, { key: keys.one });
    expect(first.status).toBe(200);
    expect(['limit', 'used', 'remaining'].map((name) => first.headers.get(`x-ratelimit-${name}`))).toEqual([
      '20',
      '11',
      '9',
    ]);
    const second = await hub.ask(DEAR, {}, { key: keys.one });
    expect({ status: second.status, code: second.errors?.[0]?.extensions.code }).toEqual({
      status: 429,
      code: 'RATE_LIMITED',
    });
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await hub.ask(DEAR, {}, { key: keys.other })).status).toBe(200);
  });

  test('rateLimit tells what the headers and extensions tell', async () => {
    const key = await hub.makeKey({ name: 'careful', role: 'AUDITOR' });
    const RATE =
      '{ rateLimit { limit remaining used resetAt cost } skills(first: 50) { nodes { framework { code } } } }';
    const { data, headers, extensions } = await hub.ask(RATE, {}, { key });
    expect(data.rateLimit).toEqual({
      limit: Number(headers.get('x-ratelimit-limit')),
      remaining: Number(headers.get('x-ratelimit-remaining')),
      used: Number(headers.get('x-ratelimit-used')),
      resetAt: expect.any(String),
      cost: extensions?.cost?.points,
    });
    expect(data.rateLimit).toMatchObject({ limit: 20, remaining: 9, used: 11, cost: 11 });
    expect(Math.ceil(Date.parse(data.rateLimit.resetAt) / 1_000)).toBe(Number(headers.get('x-ratelimit-reset')));
    // The key of the settings has no budget to keep to.
    expect((await hub.ask('{ rateLimit { limit } }')).data).toEqual({ rateLimit: null });
  });

  test('what was refused is not taken: a smaller question is still answered', async () => {
    const key = await hub.makeKey({ name: 'greedy', role: 'AUDITOR' });
    const document = '{ skills(first: 100) { nodes { framework { code } relations { kind } } } }';
    const tooMuch = await hub.ask(document, {}, { key });
    expect({ status: tooMuch.status, left: tooMuch.headers.get('x-ratelimit-remaining') }).toEqual({
      status: 429,
      left: '20',
    });
    expect((await hub.ask('{ viewer { role } }', {}, { key })).status).toBe(200);
  });

  test('an address without a key has the small one', async () => {
    const statuses = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await hub.ask('{ __typename }', {}, { key: null })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  test('twenty at once are admitted exactly as far as the budget reaches', async () => {
    const key = await hub.makeKey({ name: 'many', role: 'AUDITOR' });
    const answers = await Promise.all(Array.from({ length: 40 }, () => hub.ask('{ __typename }', {}, { key })));
    expect(answers.filter(({ status }) => status === 200).length).toBe(20);
    expect(answers.filter(({ status }) => status === 429).length).toBe(20);
  });
});
