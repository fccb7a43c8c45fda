import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, Kind, parse, print } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { firstQuery } from '../../src/demo/queries.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { readmeBlocks } from '../rig/readme.ts';

const OPERATIONS = join(import.meta.dirname, '../../src/client/operations');

/** Queries of the typed client, by name. */
function clientQueries(): [name: string, document: string][] {
  const parsed = readdirSync(OPERATIONS).map((file) => parse(readFileSync(join(OPERATIONS, file), 'utf8')));
  const definitions = parsed.flatMap((document: DocumentNode) => document.definitions);
  return definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION && each.operation === 'query'
      ? [[`client: ${each.name?.value}`, print(each)] as [string, string]]
      : [],
  );
}

const EVERYTHING_OF_A_CREDENTIAL = `
  id name provider { name } skills { relation skill { label framework { code } } } relations { kind to { name } }
  endorsements { partnerName } offerings { startsOn } priorLearning { available methods } funding { program status }`;

/** Lists with what is usually asked of their rows. */
const LISTS: [name: string, document: string][] = [
  ['credentials with all they have', `{ credentials(first: 50) { nodes { ${EVERYTHING_OF_A_CREDENTIAL} } } }`],
  [
    'a credential with all it has',
    `query ($credential: ID!) { credential(id: $credential) { ${EVERYTHING_OF_A_CREDENTIAL} } }`,
  ],
  [
    'credentials of a skill, by name',
    'query ($skill: ID!) { credentials(filter: { skillId: $skill }, orderBy: NAME) { edges { node { name provider { name } } } } }',
  ],
  [
    'credentials of a provider, counted',
    'query ($provider: ID!) { credentials(filter: { providerId: $provider }) { totalCount nodes { name } } }',
  ],
  [
    'skills with their edges',
    '{ skills(first: 50) { nodes { label framework { name } relations { kind target { label } } } } }',
  ],
  ['a skill by URI', '{ skill(uri: "urn:x") { label relations { target { label } } } }'],
  ['skills by label', '{ skills(filter: { label: "sql" }) { nodes { label } } }'],
  [
    'occupations with their skills',
    '{ occupations(first: 20) { nodes { label skills { relation skill { label } } } } }',
  ],
  [
    'jobs with employer and occupation',
    '{ jobs(first: 20) { nodes { title employer { name } occupation { label } } } }',
  ],
  [
    'jobs with their requirements',
    '{ jobs(first: 20) { nodes { title requirement { children { kind skill { label } children { skill { label } credential { name } } } } } } }',
  ],
  ['providers', '{ providers(first: 50) { nodes { name } } }'],
  ['sources with their runs', '{ sources(first: 20) { nodes { name importRuns(first: 3) { nodes { state } } } } }'],
  [
    'a node with what hangs from it',
    `query ($credential: ID!) { node(id: $credential) { ... on Credential { ${EVERYTHING_OF_A_CREDENTIAL} } } }`,
  ],
];

/** Statements each operation sends; of more than one the table says why. */
const EXPECTED: Readonly<Record<string, readonly [statements: number, why?: string]>> = {
  'credentials with all they have': [1],
  'a credential with all it has': [1],
  'credentials of a skill, by name': [1],
  'credentials of a provider, counted': [2, 'totalCount counts beside the page'],
  'skills with their edges': [1],
  'a skill by URI': [1],
  'skills by label': [1],
  'occupations with their skills': [1],
  'jobs with employer and occupation': [1],
  'jobs with their requirements': [3, 'trees of any depth are read by their jobs, what their leaves name after that'],
  providers: [1],
  'sources with their runs': [2, 'pages of pages: all runs by the sources of the page'],
  'a node with what hangs from it': [
    8,
    'a node is loaded before its type is known, then a batch for each of its lists',
  ],
  'README: example 1': [
    43,
    'a gap and a plan: matching and planning read holdings, market, runs, funding and names in turn; then it is noted whose',
  ],
  'client: Credentials': [2, 'totalCount counts beside the page'],
  'client: ImportRun': [2, 'the run, then a page of its issues'],
  'client: SkillGap': [14, 'matching reads the target, what is held and names in turn; then it is noted whose'],
  'client: Recommendations': [
    31,
    'planning reads the gap, the market, runs, funding and names in turn; then it is noted whose',
  ],
  'client: Candidates': [16, 'matching reads the target, the candidates and names in turn; then it is noted whose'],
  'client: Frameworks': [2, 'counts of the frameworks of the page'],
  'client: Skills': [2, 'totalCount counts beside the page'],
  'client: Occupations': [2, 'totalCount counts beside the page'],
  'explorer: the hub': [3, 'three lists, one of them pages of pages'],
};

/** Tables so small that reading them whole is no fault. */
const SMALL = new Set(['framework', 'funding_program', 'source', 'api_client', 'api_key']);

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Parent Relationship'?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly Plans?: readonly PlanNode[];
}

/** A filter that says which rows by what an index should know. */
const LOOKS_UP = /(_id|uri|code|label_keys) (=|@>)/u;

/**
 * Scans that read a large table whole, or as good as: without sequential ones PostgreSQL walks through some index instead. A page in the order
 * of its index may, as long as its filter looks nothing up; what is joined to it may not.
 */
function scansOf(node: PlanNode, isJoined: boolean): string[] {
  const table = node['Relation Name'];
  const isInner = isJoined || node['Parent Relationship'] === 'Inner';
  const isScan = /^(Seq|Index|Index Only) Scan$/u.test(node['Node Type']);
  const isWhole = (isInner && node['Index Cond'] === undefined) || LOOKS_UP.test(node.Filter ?? '');
  const own = table !== undefined && isScan && isWhole && !SMALL.has(table) ? [table] : [];
  return [...own, ...(node.Plans ?? []).flatMap((each) => scansOf(each, isInner))];
}

describe('an operation', () => {
  const hub = testHub();
  const variables: Record<string, unknown> = { first: 20 };
  const documents: [name: string, document: string][] = [
    ...LISTS,
    // The second README example asks about ESCO, which the demo world does not hold.
    ...readmeBlocks('graphql')
      .slice(0, 1)
      .map((block): [string, string] => ['README: example 1', block]),
    ...clientQueries(),
    ['explorer: the hub', firstQuery({ role: 'ADMINISTRATOR', learnerId: null }, '')],
  ];
  beforeAll(async () => {
    await seedDemo(hub.database);
    const tables = {
      Learner: 'learner',
      Job: 'job',
      Credential: 'credential',
      Skill: 'skill',
      Organization: 'organization',
    };
    const idOf = async (type: string, table: string) => {
      const [row] = await hub.database.sql.unsafe(`select min(id) as id from ${table}`);
      return toGlobalId(type, Number(row?.id));
    };
    for (const [type, table] of Object.entries(tables)) variables[table] = await idOf(type, table);
    Object.assign(variables, {
      ...{ provider: variables.organization, learnerId: variables.learner, jobId: variables.job },
    });
    variables.id = await idOf('ImportRun', 'import_run');
  });

  const sentBy = async (document: string) => {
    const before = hub.database.statements.length;
    const { errors } = await hub.ask(document, variables);
    expect(errors).toBeUndefined();
    return hub.database.statements.slice(before);
  };

  test.each(documents)('%s sends the statements of the table, however often it is asked', async (name, document) => {
    const counts = [];
    for (let time = 0; time < 3; time += 1) counts.push((await sentBy(document)).length);
    const [statements] = EXPECTED[name] ?? [];
    expect(counts).toEqual([statements, statements, statements]);
  });

  test('more than one statement has its reason', () => {
    expect(Object.entries(EXPECTED).filter(([, [statements, why]]) => statements > 1 && why === undefined)).toEqual([]);
    expect(Object.keys(EXPECTED)).toEqual(documents.map(([name]) => name));
  });

  /** Large tables a statement reads whole for want of an index, whatever its parameters. */
  const readWhole = async (statement: string): Promise<string[]> => {
    const session = hub.database.session();
    try {
      await session.unsafe('set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off');
      const [row] = await session.unsafe(`explain (generic_plan, format json) ${statement}`);
      return scansOf(row?.['QUERY PLAN'][0].Plan, false);
    } finally {
      await session.end();
    }
  };

  test.each(LISTS)('%s reads no large table whole: its indexes are there', async (_name, document) => {
    const statements = await sentBy(document);
    expect(await Promise.all(statements.map(readWhole))).toEqual(statements.map(() => []));
  });
});
