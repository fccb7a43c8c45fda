import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { writeCursor } from '../../src/graphql/connection.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findJobsBy } from '../../src/jobs/index.ts';
import { type Answer, testHub } from '../rig/hub.ts';

describe('what a caller gets wrong is said, never called a fault of ours', () => {
  const hub = testHub();
  const world = { job: '', source: '', run: '' };
  beforeAll(async () => {
    await seedDemo(hub.database);
    const [job] = await findJobsBy(hub.database.db, {}, { first: 1, after: null });
    world.job = toGlobalId('Job', job?.id ?? 0);
    const { data } = await hub.ask('{ sources(first: 1) { nodes { id importRuns { nodes { id } } } } }');
    const [source] = data.sources.nodes;
    world.source = source.id;
    world.run = source.importRuns.nodes[0].id;
  });

  const lists = {
    frameworks: '{ frameworks(after: $after) { nodes { id } } }',
    skills: '{ skills(after: $after) { nodes { id } } }',
    occupations: '{ occupations(after: $after) { nodes { id } } }',
    providers: '{ providers(after: $after) { nodes { id } } }',
    credentials: '{ credentials(after: $after) { nodes { id } } }',
    jobs: '{ jobs(after: $after) { nodes { id } } }',
    sources: '{ sources(after: $after) { nodes { id } } }',
    importRuns: '{ node(id: $source) { ... on Source { importRuns(after: $after) { nodes { id } } } } }',
    issues: '{ importRun(id: $run) { issues(after: $after) { nodes { message } } } }',
    candidates: '{ candidates(jobId: $job, after: $after) { nodes { score } } }',
  };
  const keys = [
    [],
    ['x'],
    [1.5],
    [{}],
    [null],
    [0],
    [-1],
    [1e300],
    [1, 2],
    [true, 'x', 1],
    [true, 1],
    [true, 0.5, '1'],
  ];
  test.each(Object.entries(lists))('%s takes no cursor whose keys are not its own', async (list, selection) => {
    const declared = [
      '$after: String',
      ...['source', 'run', 'job'].filter((name) => selection.includes(`$${name}`)).map((name) => `$${name}: ID!`),
    ];
    const ask = async (after: string) => {
      const answer = await hub.ask(`query (${declared.join(', ')}) ${selection}`, { ...world, after });
      return answer.errors?.map(({ extensions }) => extensions.code);
    };
    const forged = keys.map((key) => writeCursor(list, key));
    const answers = await Promise.all(['', 'nonsense', 'bnVsbA', ...forged].map(ask));
    expect(answers).toEqual(answers.map(() => ['BAD_CURSOR']));
  });

  const codeOf = ({ status, errors }: Answer) => ({ status, ...errors?.[0]?.extensions });
  const SKILLS = 'query ($label: String) { skills(filter: { label: $label }) { totalCount } }';
  const CANDIDATES = 'query ($requirement: RequirementInput!) { candidates(requirement: $requirement) { totalCount } }';
  const deep = (levels: number): object => ({ all: levels > 1 ? [deep(levels - 1)] : [{ skill: 'x' }] });
  test.each<[string, string, object, string]>([
    ['U+0000 in a variable', SKILLS, { label: 'a\0b' }, 'label'],
    ['half a surrogate pair in a variable', SKILLS, { label: '\ud800' }, 'label'],
    ['U+0000 in a literal', '{ skills(filter: { label: "a\\u0000" }) { totalCount } }', {}, 'filter.label'],
    ['U+0000 in a URI', '{ skill(uri: "\\u0000") { label } }', {}, 'uri'],
    [
      'U+0000 as the default of a variable',
      'query ($label: String = "\\u0000") { skills(filter: { label: $label }) { totalCount } }',
      {},
      'label',
    ],
    ['U+0000 in a language', '{ credentials(filter: { language: "\\u0000" }) { totalCount } }', {}, 'filter.language'],
    [
      'U+0000 deep in a requirement',
      CANDIDATES,
      { requirement: { all: [{ skill: 'x' }, { skill: '\0' }] } },
      'requirement.all[1].skill',
    ],
    [
      'U+0000 in a key of a document',
      'mutation ($document: JSONObject!) { importBadge(input: { document: $document }) { errors { code } } }',
      { document: { 'a\0': 1 } },
      'document',
    ],
    ['a value nested too deeply', CANDIDATES, { requirement: deep(33) }, `requirement${'.all[0]'.repeat(32)}`],
    [
      'a literal nested too deeply',
      `{ candidates(requirement: ${'{ all: ['.repeat(33)}{ skill: "x" }${'] }'.repeat(33)}) { totalCount } }`,
      {},
      `requirement${'.all'.repeat(32)}`,
    ],
  ])('%s is refused as a whole, at its place', async (_case, document, variables, field) => {
    const answer = await hub.ask(document, variables);
    expect({ ...codeOf(answer), data: answer.data }).toEqual({
      status: 400,
      code: 'BAD_USER_INPUT',
      field,
      data: undefined,
    });
  });

  test('characters beyond the basic plane are text like any other', async () => {
    const { data } = await hub.ask(SKILLS, { label: '🧑‍🍳' });
    expect(data.skills.totalCount).toBe(0);
  });

  test.each([-0.1, 1.1, 1e300])('a least score of %d is refused: scores run from 0 to 1', async (minScore) => {
    const document = `query ($job: ID!, $minScore: Float) {
      candidates(jobId: $job, filter: { minScore: $minScore }) { totalCount }
    }`;
    const { errors } = await hub.ask(document, { job: world.job, minScore });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'filter.minScore' });
  });

  test.each([5e-324, 1e-46, 0.000_999, 1_000.5])('a weight of %d is refused at its place', async (weight) => {
    const answer = await hub.ask(CANDIDATES, { requirement: { all: [{ skill: 'x' }, { skill: 'y', weight }] } });
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'requirement.all[1].weight' });
  });

  const nested = '{"all":'.repeat(10_000) + 1 + '}'.repeat(10_000);
  test.each([
    ['no JSON', '{"query": ', 'application/json', 400],
    [
      'more than 100 KB',
      JSON.stringify({ query: `{ viewer { role } } #${'x'.repeat(102_400)}` }),
      'application/json',
      413,
    ],
    ['another media type', '<query/>', 'text/xml', 415],
    [
      'a variable without end',
      `{"query":"query ($r: RequirementInput) { candidates(requirement: $r) { totalCount } }","variables":{"r":${nested}}}`,
      'application/json',
      400,
    ],
  ])('a body of %s is answered in GraphQL’s form', async (_case, body, type, status) => {
    const response = await fetch(`${hub.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
    const answer = { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
    const requestId = response.headers.get('x-request-id');
    expect(codeOf(answer)).toMatchObject({
      ...{ status, requestId },
      code: status === 413 ? 'DOCUMENT_TOO_LARGE' : 'BAD_USER_INPUT',
    });
  });
});
