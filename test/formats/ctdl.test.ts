import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ctdlFormat } from '../../src/formats/ctdl/read.ts';
import { ctdlExporter } from '../../src/formats/ctdl/write.ts';
import type { Input, Issue } from '../../src/formats/format.ts';
import type { CredentialRecord, HubRecord } from '../../src/formats/record.ts';
import { describeWithData } from '../rig/shared-data.ts';

const CONTEXT = 'https://credreg.net/ctdl/schema/context/json';
const AT = 'https://reg.example/resources/';

function inputOf(text: string, name = 'catalogue.json'): Input {
  const bytes = Buffer.from(text);
  const file = {
    name,
    async *bytes() {
      for (let at = 0; at < bytes.length; at += 997) yield bytes.subarray(at, at + 997);
    },
  };
  return { name, files: [file] };
}

async function readText(text: string) {
  const input = inputOf(text);
  const issues: Issue[] = [];
  const records: HubRecord[] = [];
  for await (const record of ctdlFormat.read(input, (issue) => issues.push(issue))) records.push(record);
  return { records, issues, complete: ctdlFormat.complete(input) };
}

async function readGraph(...graph: object[]) {
  const read = await readText(JSON.stringify({ '@context': CONTEXT, '@graph': graph }));
  const credentials = read.records.filter((record): record is CredentialRecord => record.type === 'credential');
  return {
    ...read,
    credential: (id: string) => credentials.find(({ uri }) => uri === AT + id),
    issues: read.issues.map(({ severity, code, message }) => `${severity} ${code} ${message}`),
  };
}

async function write(records: readonly HubRecord[], isOwn: boolean): Promise<string> {
  async function* each() {
    for (const record of records) yield { record, isOwn };
  }
  let text = '';
  const head = { title: 'All', hubUrl: 'https://hub.example', writtenAt: '2026-01-01T00:00:00Z' };
  for await (const piece of ctdlExporter.write(each(), head)) text += piece;
  return text;
}

/** Without places, which differ between a file and what is written from it; in an order that does not matter. */
const comparable = (records: readonly HubRecord[]) => {
  const rows = records
    .filter(({ type }) => type !== 'framework')
    .map(({ place: _place, ...record }) => JSON.stringify(record));
  return rows.sort();
};

const college = {
  '@id': `${AT}org`,
  '@type': 'ceterms:CredentialOrganization',
  'ceterms:name': { 'en-CA': 'College', 'fr-CA': 'Collège' },
};
const mc = (facts: object, id = 'mc') => ({
  ...{ '@id': AT + id, '@type': 'ceterms:MicroCredential', 'ceterms:name': 'Lab', 'ceterms:ownedBy': `${AT}org` },
  ...facts,
});
const condition = (facts: object) => ({ '@type': 'ceterms:ConditionProfile', ...facts });
const course = (id: string, ...skills: string[]) => ({
  ...{ '@id': AT + id, '@type': 'ceterms:Course', 'ceterms:name': id, 'ceterms:offeredBy': [{ '@id': `${AT}org` }] },
  'ceterms:teaches': skills.map((each) => ({
    '@type': 'ceterms:CredentialAlignmentObject',
    'ceterms:targetNode': `urn:s:${each}`,
  })),
});
const skillsOf = (record: CredentialRecord | undefined) =>
  record?.skills.map(({ relation, statement }) => `${relation} ${statement}`);

test('a provider comes before its credentials, wherever it stands, and a text is found without its region', async () => {
  const { records } = await readGraph(
    mc({ 'ceterms:name': { 'en-us': 'Color', 'en-CA': 'Colour', 'fr-CA': 'Couleur' } }),
    college,
  );
  expect(records.map(({ type }) => type)).toEqual(['organization', 'credential']);
  expect(records[0]).toMatchObject({ name: { en: 'College', fr: 'Collège' }, roles: ['PROVIDER'] });
  expect(records[1]).toMatchObject({ name: { en: 'Color', 'en-CA': 'Colour', fr: 'Couleur' } });
});

test.each<[string, object, object]>([
  [
    'a plain text is in the language of its node',
    { 'ceterms:inLanguage': 'French', 'ceterms:name': 'Labo' },
    { name: { fr: 'Labo' }, languages: ['fr'] },
  ],
  [
    'texts with a language are read',
    {
      'ceterms:name': [
        { '@value': 'Lab', '@language': 'en' },
        { '@value': 'Labo', '@language': 'fr' },
      ],
    },
    { name: { en: 'Lab', fr: 'Labo' } },
  ],
  [
    'an unknown subclass is its nearest ancestor',
    { '@type': 'ceterms:BachelorOfScienceDegree' },
    { credentialType: 'DEGREE' },
  ],
  [
    'one class counts in a list, and one without a prefix',
    { '@type': ['Program', 'BachelorDegree'] },
    { credentialType: 'DEGREE' },
  ],
  [
    'an upper-case CTID is the same identity',
    { '@id': `${AT}ce-1A4AB486-8212-4708-B7D5-C5167FDD2B47` },
    { uri: `${AT}ce-1a4ab486-8212-4708-b7d5-c5167fdd2b47` },
  ],
  [
    'terms may be full IRIs',
    { 'ceterms:name': [], 'https://purl.org/ctdl/terms/name': [{ '@value': 'Lab' }] },
    { name: { en: 'Lab' } },
  ],
  [
    'hours and weeks are two facts',
    {
      'ceterms:estimatedDuration': [
        { 'ceterms:exactDuration': 'PT30H' },
        { 'ceterms:minimumDuration': 'P4W', 'ceterms:maximumDuration': 'P6W' },
      ],
    },
    { totalHours: 30, durationWeeks: 5 },
  ],
  [
    'the aggregate cost counts before its parts',
    {
      'ceterms:estimatedCost': [
        { 'ceterms:price': 100, 'ceterms:currency': 'CAD', 'ceterms:directCostType': 'costType:Tuition' },
        { 'ceterms:price': '325.00', 'ceterms:currency': 'CAD', 'ceterms:directCostType': 'costType:AggregateCost' },
      ],
    },
    { costCents: 32_500, currency: 'CAD' },
  ],
  [
    'a lost zero of a NOC code comes back',
    { 'ceterms:occupationType': { 'ceterms:frameworkName': 'NOC 2021', 'ceterms:codedNotation': '1011' } },
    { noc2021: ['01011'] },
  ],
  ['what is not stated is unknown', {}, { assessed: 'UNKNOWN', creditStatus: 'UNKNOWN', skills: [] }],
  [
    'OSAP is a funding programme',
    { 'ceterms:financialAssistance': [{ 'ceterms:name': { en: 'OSAP' } }] },
    { funding: [{ program: 'OSAP_MC', status: 'APPROVED' }] },
  ],
  [
    'a policy on prior learning is told',
    {
      'ceterms:hasPolicy': {
        '@type': 'ceterms:PriorLearningPolicy',
        'ceterms:learningRecognitionMethodType': 'lrMethod:PortfolioAssessment',
      },
    },
    { priorLearning: { available: 'YES', methods: ['PORTFOLIO'] } },
  ],
])('%s', async (_promise, facts, expected) => {
  const { records } = await readGraph(college, mc(facts));
  expect(records.find(({ type }) => type === 'credential')).toMatchObject(expected);
});

test('skills are found behind conditions: competencies, courses and their parts, assessments', async () => {
  const requires = [
    condition({ 'ceterms:targetCompetency': { 'ceterms:targetNodeName': { en: 'be careful' } } }),
    condition({ 'ceterms:targetLearningOpportunity': [{ '@id': `${AT}a` }], 'ceterms:targetAssessment': `${AT}x` }),
  ];
  const exam = {
    '@id': `${AT}x`,
    '@type': 'ceterms:AssessmentProfile',
    'ceterms:name': 'Exam',
    'ceterms:assesses': ['urn:s:3'],
  };
  const { credential } = await readGraph(
    mc({ 'ceterms:requires': requires }),
    college,
    { ...course('a', '1'), 'ceterms:hasPart': `${AT}b` },
    course('b', '2'),
    exam,
  );
  expect(skillsOf(credential('mc'))).toEqual([
    'ASSESSES be careful',
    'TEACHES urn:s:1',
    'TEACHES urn:s:2',
    'ASSESSES urn:s:3',
  ]);
  expect(credential('mc')?.assessed).toBe('YES');
  expect(credential('b')?.relations).toEqual([{ kind: 'PART_OF', toUri: `${AT}a` }]);
});

test('alternatives are a group of which as many are needed as the shortest has, and a condition that names itself ends', async () => {
  const self: Record<string, unknown> = {
    '@id': '_:c',
    '@type': 'ceterms:ConditionProfile',
    'ceterms:targetLearningOpportunity': `${AT}a`,
    'ceterms:alternativeCondition': ['_:c', '_:d', '_:e'],
  };
  const { credential, issues } = await readGraph(
    mc({ 'ceterms:requires': '_:c' }),
    college,
    ...[course('a', '1'), course('b', '2'), course('c', '2')],
    ...[
      self,
      condition({ '@id': '_:d', 'ceterms:targetLearningOpportunity': `${AT}b` }),
      condition({ '@id': '_:e', 'ceterms:targetLearningOpportunity': `${AT}c` }),
    ],
  );
  expect(issues).toEqual([]);
  expect(skillsOf(credential('mc'))).toEqual(['TEACHES urn:s:1', 'TEACHES urn:s:2']);
  expect(credential('a')?.relations).toEqual([
    { kind: 'PART_OF', toUri: `${AT}mc`, group: 'condition 1', groupRequired: 1 },
  ]);
  expect(credential('b')?.relations).toEqual([
    { kind: 'PART_OF', toUri: `${AT}mc`, group: 'condition 1: alternatives', groupRequired: 1 },
  ]);
  const raw = credential('mc')?.raw as { '@graph': { '@id': string }[] };
  expect(raw['@graph'].map((node) => node['@id'])).toEqual([`${AT}mc`, '_:c', '_:d', '_:e']);
});

test('any 2 of 3 components of a pathway are a group of the credential they lead to', async () => {
  const component = (id: string, facts: object) => ({
    '@id': `urn:c:${id}`,
    '@type': 'ceterms:CredentialComponent',
    'ceterms:proxyFor': AT + id,
    ...facts,
  });
  const asks = {
    '@type': 'ceterms:ComponentCondition',
    'ceterms:name': 'Electives',
    'ceterms:requiredNumber': 2,
    'ceterms:targetComponent': ['urn:c:a', 'urn:c:b', 'urn:c:c'],
  };
  const { credential, records } = await readGraph(
    college,
    mc({}),
    ...['a', 'b', 'c'].flatMap((id) => [mc({}, id), component(id, {})]),
    component('mc', { 'ceterms:hasCondition': asks }),
  );
  for (const id of ['a', 'b', 'c']) {
    expect(credential(id)?.relations).toEqual([
      { kind: 'PART_OF', toUri: `${AT}mc`, group: 'Electives', groupRequired: 2 },
    ]);
  }
  expect(records.filter(({ type }) => type === 'kept')).toHaveLength(4);
});

test.each<[string, string, object]>([
  ['by its CTID', 'ceterms:ctid', { 'ceterms:ctid': 'ce-AAAAAAAA-8212-4708-B7D5-C5167FDD2B47' }],
  ['by its web page', 'ceterms:subjectWebpage', { 'ceterms:subjectWebpage': 'http://www.college.example' }],
])('an organisation that stands as a node and as a blank node is one, told %s', async (_how, _property, stated) => {
  const own = {
    ...college,
    'ceterms:ctid': 'ce-aaaaaaaa-8212-4708-b7d5-c5167fdd2b47',
    'ceterms:subjectWebpage': 'https://college.example/',
  };
  const blank = { '@id': '_:o', '@type': 'ceterms:CredentialOrganization', 'ceterms:name': 'College', ...stated };
  const { records } = await readGraph(blank, mc({ 'ceterms:ownedBy': ['_:o'] }), own);
  expect(records.map((record) => ('uri' in record ? record.uri : ''))).toEqual([`${AT}org`, `${AT}mc`]);
  expect(records[1]).toMatchObject({ providerUri: `${AT}org` });
});

test('what is referred to and not there is told, and nothing is lost', async () => {
  const { credential, issues, records } = await readGraph(
    mc({
      'ceterms:ownedBy': `${AT}elsewhere`,
      'ceterms:inLangaue': 'en',
      'ceterms:requires': condition({
        'ceterms:targetLearningOpportunity': [`${AT}gone`, '_:gone'],
        'ceterms:targetCredential': `${AT}later`,
      }),
    }),
    { '@id': '_:alone', '@type': 'ceterms:ConditionProfile' },
  );
  expect(issues).toEqual([
    expect.stringMatching(/^WARNING URI_UNKNOWN .*gone is nowhere in the input/u),
    expect.stringMatching(/^WARNING URI_UNKNOWN _:gone is nowhere/u),
  ]);
  expect(credential('mc')).toMatchObject({
    providerUri: `${AT}elsewhere`,
    relations: [{ kind: 'REQUIRES', toUri: `${AT}later` }],
  });
  expect(credential('mc')?.raw).toMatchObject({ 'ceterms:inLangaue': 'en' });
  expect(records.map(({ type }) => type)).toEqual(['organization', 'credential', 'kept']);
});

test('a credential of nobody stands under a provider that says so', async () => {
  const { records, issues } = await readGraph(mc({ 'ceterms:ownedBy': [] }));
  expect(records[0]).toMatchObject({ type: 'organization', name: { en: 'Provider not stated' } });
  expect(issues).toEqual([expect.stringMatching(/^WARNING FIELD_MISSING/u)]);
});

const competency = (id: string, facts: object) => ({
  '@id': `urn:s:${id}`,
  '@type': 'ceasn:Competency',
  'ceasn:competencyText': { en: `skill ${id}` },
  ...facts,
});
const framework = (id: string) => ({
  '@id': `urn:f:${id}`,
  '@type': 'ceasn:CompetencyFramework',
  'ceasn:name': { en: `Framework ${id}` },
});

test('competencies of several frameworks are each under their own, with edges up and across', async () => {
  const { records } = await readGraph(
    competency('1', { 'ceasn:isPartOf': 'urn:f:1' }),
    competency('2', {
      'ceasn:isChildOf': 'urn:s:1',
      'ceasn:exactAlignment': ['urn:s:3'],
      'ceasn:narrowAlignment': 'urn:x',
    }),
    ...[framework('1'), framework('2')],
    competency('3', {
      'ceasn:isPartOf': { '@id': 'urn:f:2' },
      'ceasn:broadAlignment': 'urn:y',
      'ceasn:isChildOf': 'urn:nowhere',
    }),
  );
  expect(
    records.flatMap((record) => {
      if (record.type === 'framework') return [`framework ${record.code}`];
      if (record.type === 'skill') return [`skill ${record.uri}`];
      return record.type === 'skill-relation'
        ? [`${record.from} ${record.kind} ${record.to}${record.isCrosswalk ? ' across' : ''}`]
        : [];
    }),
  ).toEqual([
    ...['framework urn:f:1', 'skill urn:s:1', 'skill urn:s:2', 'framework urn:f:2', 'skill urn:s:3'],
    ...['framework urn:f:1', 'urn:s:2 BROADER urn:s:1', 'urn:s:2 EXACT urn:s:3 across', 'urn:s:2 RELATED urn:x across'],
    ...['framework urn:f:2', 'urn:s:3 BROADER urn:nowhere across', 'urn:s:3 BROADER urn:y across'],
  ]);
});

test('a circle of competencies is told, and one that names no framework is kept in one for those', async () => {
  const { records, issues } = await readGraph(
    competency('1', { 'ceasn:isChildOf': 'urn:s:2' }),
    competency('2', { 'ceasn:isChildOf': 'urn:s:1' }),
  );
  expect(records.filter(({ type }) => type === 'skill')).toHaveLength(2);
  expect(records[0]).toMatchObject({ type: 'framework', code: 'ctdl-unnamed' });
  expect(issues).toEqual([expect.stringMatching(/^ERROR HIERARCHY_CYCLE/u)]);
});

test('levels of a progression model stand as they precede one another', async () => {
  const level = (id: string, facts: object) => ({
    '@id': `urn:l:${id}`,
    '@type': 'asn:ProgressionLevel',
    'skos:prefLabel': id,
    'skos:inScheme': 'urn:m',
    ...facts,
  });
  const { records } = await readGraph(level('expert', {}), level('novice', { 'ceterms:precedes': 'urn:l:expert' }), {
    '@id': 'urn:m',
    '@type': ['skos:ConceptScheme', 'asn:ProgressionModel'],
    'ceasn:name': 'Model',
  });
  expect(records.find(({ type }) => type === 'level-scale')).toMatchObject({
    levels: [
      { rank: 1, uri: 'urn:l:novice' },
      { rank: 2, uri: 'urn:l:expert' },
    ],
  });
});

test('prefixes of its own and renamed terms are read as CTDL', async () => {
  const context = [CONTEXT, { res: AT, title: 'ceterms:name', by: { '@id': 'ceterms:ownedBy', '@type': '@id' } }];
  const { records } = await readText(
    JSON.stringify({
      '@context': context,
      '@graph': [
        { '@id': 'res:mc', '@type': 'ceterms:Badge', title: { en: 'Lab', fr: 'Labo' }, by: 'res:org' },
        { '@id': 'res:org', '@type': 'ceterms:CredentialOrganization', title: 'College' },
      ],
    }),
  );
  expect(records[1]).toMatchObject({
    uri: `${AT}mc`,
    name: { en: 'Lab', fr: 'Labo' },
    providerUri: `${AT}org`,
    credentialType: 'BADGE',
  });
});

test.each<[string, (graph: object[]) => string, boolean]>([
  ['a graph of many is a whole catalogue', (graph) => JSON.stringify({ '@context': CONTEXT, '@graph': graph }), true],
  [
    'the graph of one resource is not',
    (graph) => JSON.stringify({ '@context': CONTEXT, '@id': 'https://reg.example/graph/ce-1', '@graph': graph }),
    false,
  ],
  [
    'an envelope is not',
    (graph) => JSON.stringify({ envelope_id: '1', decoded_resource: { '@context': CONTEXT, '@graph': graph } }),
    false,
  ],
  ['a list of resources is not', (graph) => JSON.stringify(graph), false],
  ['resources line by line are not', (graph) => graph.map((each) => JSON.stringify(each)).join('\n'), false],
  ['a changeset is not', (graph) => JSON.stringify({ resource: { '@graph': graph } }), false],
])('every layout gives the same records: %s', async (_promise, layout, isComplete) => {
  const { records, issues, complete } = await readText(layout([college, mc({})]));
  expect(issues).toEqual([]);
  expect(records.map((record) => ('uri' in record ? record.uri : ''))).toEqual([`${AT}org`, `${AT}mc`]);
  expect(complete.includes('credential')).toBe(isComplete);
});

test.each<[string, object, boolean]>([
  ['a graph of CTDL', { '@context': CONTEXT, '@graph': [] }, true],
  ['a node without a context', { '@type': 'ceterms:Badge' }, true],
  ['no badge that mentions CTDL', { type: ['OpenBadgeCredential'], a: 'https://purl.org/ctdl/terms/' }, false],
  ['no CASE package', { CFDocument: {}, a: 'credreg.net/ctdl' }, false],
  ['no schema.org course', { '@context': 'https://schema.org', '@type': 'Course' }, false],
])('recognised is %s', async (_what, document, expected) => {
  expect(await ctdlFormat.recognises(inputOf(JSON.stringify(document)))).toBe(expected);
});

const fact = fc.record(
  {
    'ceterms:description': fc.dictionary(fc.constantFrom('en', 'fr', 'fr-CA'), fc.string()),
    'ceterms:isNonCredit': fc.boolean(),
    'ceterms:estimatedDuration': fc.nat(99).map((hours) => [{ 'ceterms:exactDuration': `PT${hours}H` }]),
    'ceterms:unknown': fc.jsonValue({ maxDepth: 2 }),
    'ceterms:requires': fc.constantFrom('_:c', `${AT}a`, condition({ 'ceterms:targetCredential': `${AT}b` }), null),
    'ceterms:isPartOf': fc.constantFrom(`${AT}a`, `${AT}b`),
    'ceterms:ownedBy': fc.constantFrom(`${AT}org`, `${AT}elsewhere`, { 'ceterms:name': 'Other' }, []),
    '@type': fc.constantFrom(
      'ceterms:Badge',
      'ceterms:Course',
      'ceterms:TransferValueProfile',
      'ceterms:MicroCredential',
    ),
  },
  { requiredKeys: [] },
);

test('what is written and read again is what was read, for any catalogue', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fact, { maxLength: 4 }), async (facts) => {
      const nodes = facts.map((each, index) => mc(each, ['a', 'b', 'c', 'd'][index]));
      const { records } = await readGraph(
        ...nodes,
        college,
        condition({ '@id': '_:c', 'ceterms:targetLearningOpportunity': `${AT}a` }),
      );
      const again = await readText(await write(records, true));
      expect(comparable(again.records)).toEqual(comparable(records));
    }),
    { numRuns: 60 },
  );
});

test('what came in another format is mapped, and every fact that CTDL has a term for comes back', async () => {
  const stated: CredentialRecord = {
    ...{
      type: 'credential',
      kind: 'hub',
      key: `${AT}mc`,
      raw: {},
      place: { file: 'hub' },
      uri: `${AT}mc`,
      providerUri: `${AT}org`,
    },
    ...{
      credentialType: 'MICRO_CREDENTIAL',
      name: { en: 'Lab', fr: 'Labo' },
      description: { en: 'About labs' },
      url: 'https://college.example/lab',
    },
    ...{
      status: 'ACTIVE',
      version: '2',
      languages: ['en', 'fr'],
      deliveryMode: 'HYBRID',
      learningFormats: ['LAB', 'CONFERENCE'],
    },
    ...{ assessmentMethods: ['ASSIGNMENT', 'EXAM'], assessed: 'YES', summativeAssessment: 'UNKNOWN', proctored: 'YES' },
    ...{
      identityVerified: 'UNKNOWN',
      evidenceVisible: 'UNKNOWN',
      instructionalHours: 24,
      totalHours: 30,
      durationWeeks: 6,
      selfPaced: 'YES',
    },
    ...{
      costCents: 32_550,
      currency: 'CAD',
      creditStatus: 'NON_CREDIT',
      transcriptable: 'UNKNOWN',
      validYears: 3,
      qualityBody: 'Board',
    },
    ...{
      audience: 'Newcomers',
      sector: 'Health',
      regions: ['Ontario'],
      cip2021: '51.1004',
      noc2021: ['01011'],
      naics2022: ['6215'],
    },
    startDates: ['2027-01-11'],
    skills: [
      { relation: 'ASSESSES', statement: 'urn:s:1' },
      { relation: 'TEACHES', statement: 'work safely' },
      { relation: 'REQUIRES', statement: 'urn:s:2' },
    ],
    relations: [
      { kind: 'PART_OF', toUri: `${AT}larger`, group: 'Electives', groupRequired: 2 },
      { kind: 'PREPARES_FOR', toUri: `${AT}next` },
      { kind: 'REQUIRES', toUri: `${AT}first` },
      { kind: 'SUPERSEDES', toUri: `${AT}old` },
    ],
    endorsements: [],
    priorLearning: { available: 'YES', url: 'https://college.example/plar', methods: ['INTERVIEW'], feeCents: 5_000 },
    funding: [{ program: 'OSAP_MC', status: 'APPROVED', ruleYear: 2026 }],
  };
  const { records } = await readText(await write([stated], false));
  const { raw: _raw, place: _place, kind: _kind, ...expected } = stated;
  expect(records.find(({ type }) => type === 'credential')).toMatchObject(expected);
});

describeWithData('ctdl', 'real CTDL', (folder) => {
  const filesIn = (path: string): string[] =>
    readdirSync(path).flatMap((name) =>
      statSync(join(path, name)).isDirectory() ? filesIn(join(path, name)) : [join(path, name)],
    );
  const nodesOf = (text: string): number => {
    const whole = JSON.parse(text) as Record<string, unknown> | unknown[];
    if (Array.isArray(whole)) return whole.length;
    const graph = ((whole.decoded_resource as Record<string, unknown> | undefined) ?? whole)['@graph'];
    return Array.isArray(graph) ? graph.length : 1;
  };
  const files = folder === '' ? [] : filesIn(folder);

  test.each(files.map((file) => [basename(file), file]))(
    'every node of %s is accounted for, and comes back',
    async (_name, file) => {
      const text = readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');
      const { records, issues } = await readText(text);
      if (issues.some(({ code }) => code === 'JSON_INVALID')) return;
      const entities = records.filter(({ type, place }) => place.pointer !== undefined && !type.endsWith('-relation'));
      const errors = issues.filter(({ severity, code }) => severity === 'ERROR' && code !== 'HIERARCHY_CYCLE');
      // Blank nodes are in the records that refer to them, once or several times.
      const within = entities.flatMap((record) =>
        'raw' in record ? ((record.raw as { '@graph'?: object[] })['@graph'] ?? []).slice(1) : [],
      );
      const blanks = new Set(within.map((node) => JSON.stringify(node)));
      expect(entities.length + blanks.size + errors.length).toBe(nodesOf(text));
      const again = await readText(await write(records, true));
      expect(comparable(again.records)).toEqual(comparable(records));
    },
  );
});
