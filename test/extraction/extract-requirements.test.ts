import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type ExtractedLeaf,
  type ExtractedNode,
  type Extraction,
  extractRequirements,
  PHRASES_AT_MOST,
  type Phrase,
  TEXT_AT_MOST,
} from '../../src/extraction/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import type { Ranker } from '../../src/ranker/index.ts';
import { labelOf, rankerOfSkills } from './ranker-of-labels.ts';

let ranker: Ranker;
beforeAll(async () => {
  ranker = await rankerOfSkills();
});

const read = async (text: string): Promise<Extraction> => valueOrThrow(await extractRequirements(text, ranker));
const leavesOf = (node: ExtractedNode | null): ExtractedLeaf[] =>
  node === null ? [] : 'children' in node ? node.children.flatMap(leavesOf) : [node];
const phrasesOf = ({ requirement, unlinked }: Extraction): Phrase[] => [...leavesOf(requirement), ...unlinked];
const advertisement = (name: string) =>
  readFileSync(new URL(`../../examples/advertisements/${name}`, import.meta.url), 'utf8');

/** A tree in short: `ANY(Java Kotlin)`. */
const sketch = (node: ExtractedNode): string =>
  'children' in node
    ? `${node.kind}${node.atLeast ?? ''}(${node.children.map(sketch).join(' ')})`
    : node.statement.replace(/ /gu, '_');

describe('how much each is needed', () => {
  test.each<[string, string, string, string | null]>([
    ['a section says it', 'Requirements:\n- Java', 'Java', 'REQUIRED'],
    ['so does a French one', 'Profil recherché :\n- Maîtrise de Java', 'Java', 'REQUIRED'],
    ['a section of wishes', 'Nice to have\n- Docker', 'Docker', 'PREFERRED'],
    ['French wishes', 'Atouts\n• Connaissance de Docker', 'Docker', 'PREFERRED'],
    ['capitals', 'MUST HAVE\nDocker', 'Docker', 'REQUIRED'],
    ['markup', '<p><b>Nice to have</b></p><p>Docker</p>', 'Docker', 'PREFERRED'],
    ['a heading in the line', 'Requirements: Java and SQL', 'SQL', 'REQUIRED'],
    ['nothing', 'You will write Java every day.', 'Java', 'UNSPECIFIED'],
    ['words beat the section', 'Requirements:\n- SQL experience is a plus but not required', 'SQL', 'PREFERRED'],
    ['welcome though not required', 'Requirements:\n- Docker is not required, but a plus', 'Docker', 'PREFERRED'],
    ['not required', 'Requirements:\n- Docker experience is not required', 'Docker', null],
    ['no experience', 'Requirements:\n- No Java experience required', 'Java', null],
    ['French negation', 'Exigences :\n- Connaissance de Docker non requise', 'Docker', null],
    ['each its own', 'Requirements:\n- Java is a must; Docker is a plus', 'Docker', 'PREFERRED'],
    ['the other its own', 'Nice to have:\n- Java is a must; Docker is a plus', 'Java', 'REQUIRED'],
    ['the last of several', 'Requirements:\n- Java, Docker is a plus', 'Java', 'REQUIRED'],
    ['a line that leads', 'Requirements:\nThe following would be an asset:\n- Docker', 'Docker', 'PREFERRED'],
  ])('%s', async (_what, text, words, importance) => {
    const found = phrasesOf(await read(text)).find(({ statement }) => statement === words);
    expect(found?.importance ?? null).toBe(importance);
  });
});

describe('what is offered or told asks for nothing', () => {
  test.each([
    ['benefits', 'Benefits:\n- German lessons\n- Docker training'],
    ['French benefits', 'Ce que nous offrons\n- Formation en Docker'],
    ['the employer', 'About us\nWe have used Scala and Docker since 2010.'],
    ['equal opportunity', 'We are an equal opportunity employer, whatever your English.'],
    ['pay', 'Requirements:\n- Salary: $50 per hour, Java bonus'],
    ['how to apply', 'How to apply\nSend your resume in English.'],
  ])('%s', async (_what, text) => {
    const extraction = await read(text);
    expect(phrasesOf(extraction)).toEqual([]);
    expect(extraction.warnings).toEqual(['NOTHING_FOUND']);
  });
});

test.each([
  ['an "or" list is any of it', 'Requirements:\n- Java, Kotlin or Python', 'ALL(ANY(Java Kotlin Python))'],
  ['French too', 'Exigences :\n- Maîtrise de Java ou de Python', 'ALL(ANY(Java Python))'],
  ['"and" parts them', 'Requirements:\n- SQL and either Java or Kotlin', 'ALL(SQL ANY(Java Kotlin))'],
  [
    'at least two',
    'Requirements:\n- At least two of the following: Java, Kotlin, Python',
    'ALL(AT_LEAST2(Java Kotlin Python))',
  ],
  [
    'of a list below',
    'Requirements:\nAt least two of the following:\n- Java\n- Kotlin\n- Python',
    'ALL(AT_LEAST2(Java Kotlin Python))',
  ],
  ['one of', 'Requirements:\n- One of: Java, Kotlin, Python', 'ALL(ANY(Java Kotlin Python))'],
  ['or similar', 'Requirements:\n- Java, Kotlin or similar', 'ALL(ANY(Java Kotlin))'],
  ['an unknown alternative stays one', 'Requirements:\n- Java or Qwzxmfl', 'ALL(ANY(Java Qwzxmfl))'],
  ['names keep their marks', 'Requirements:\n- C++\n- ASP.NET', 'ALL(C++ ASP.NET)'],
])('alternatives: %s', async (_what, text, tree) => {
  const { requirement } = await read(text);
  expect(requirement && sketch(requirement)).toBe(tree);
});

test.each<[string, string, object | null]>([
  ['3+ years', 'Requirements:\n- 3+ years of experience with Java', { least: 3, most: null }],
  ['in words', 'Requirements:\n- Two to four years of Java', { least: 2, most: 4 }],
  ['French', 'Exigences :\n- 5 ans d’expérience en Java', { least: 5, most: null }],
  ['months', 'Requirements:\n- 6 months of Java', { least: 0.5, most: null }],
  ['behind', 'Requirements:\n- Java (2 years)', { least: 2, most: null }],
  ['a contract is none', 'Requirements:\n- Java, on a 2 year contract', null],
])('years: %s', async (_what, text, years) => {
  expect(phrasesOf(await read(text)).find(({ statement }) => statement === 'Java')?.years).toEqual(years);
});

test.each([
  ['before', 'Requirements:\n- Advanced Java', 'Advanced'],
  ['in brackets', 'Requirements:\n- Java (expert)', 'expert'],
  ['of a list', 'Requirements:\n- Basic knowledge of SQL and Java', 'Basic knowledge'],
  ['French', 'Exigences :\n- Notions de Java', 'Notions'],
])('levels: %s', async (_what, text, words) => {
  expect(phrasesOf(await read(text)).find(({ statement }) => statement === 'Java')?.level?.words).toBe(words);
});

test.each([
  ["Bachelor's degree in Computer Science or equivalent experience", "Bachelor's degree in Computer Science", true],
  ['Red Seal certification', 'Red Seal certification', false],
  ["Valid driver's licence (Class G)", "Valid driver's licence (Class G)", false],
  ['First Aid and CPR certificate', 'First Aid and CPR certificate', false],
  [
    'Baccalauréat en informatique ou dans un domaine connexe',
    'Baccalauréat en informatique ou dans un domaine connexe',
    false,
  ],
  ['P.Eng.', 'P.Eng.', false],
])('a credential is a leaf of its own kind: %s', async (line, statement, orEquivalent) => {
  const leaves = leavesOf((await read(`Requirements:\n- ${line}`)).requirement);
  expect(leaves).toMatchObject([{ kind: 'CREDENTIAL', statement, orEquivalent, suggestions: [] }]);
});

test('what links to nothing is kept as a phrase, and no skill is forced on it', async () => {
  const { requirement, unlinked } = await read('Requirements:\n- Java\n- Qwzxmfl Vbnmtr');
  expect(leavesOf(requirement).map(({ statement, suggestions: [best] }) => [statement, best && labelOf(best)])).toEqual(
    [['Java', 'Java']],
  );
  expect(unlinked).toMatchObject([{ statement: 'Qwzxmfl Vbnmtr', importance: 'REQUIRED' }]);
});

test('what is said twice is one leaf, at its first place and as strong as anywhere', async () => {
  const text = 'What you will do\n- Write Java\nRequirements\n- 2 years of Java';
  expect(leavesOf((await read(text)).requirement)).toMatchObject([
    { statement: 'Java', importance: 'REQUIRED', years: { least: 2 }, span: { start: text.indexOf('Java') } },
  ]);
});

test('in HTML every place is one of the text as given, and scripts say nothing', async () => {
  const html = advertisement('developer.html');
  const { sections, ...extraction } = await read(html);
  const phrases = phrasesOf({ sections, ...extraction });
  for (const { statement, span } of phrases) {
    const words = html.slice(span.start, span.end).replaceAll('&#39;', "'").replaceAll('&nbsp;', ' ');
    expect(words).toBe(statement);
  }
  expect(phrases.map(({ statement }) => statement)).not.toContain('COBOL');
  expect(sections.map(({ kind }) => kind)).toEqual([
    ...['UNSTATED', 'ABOUT', 'RESPONSIBILITIES', 'REQUIREMENTS', 'PREFERRED', 'BENEFITS'],
  ]);
});

test.each<[string, string, string]>([
  ['nothing', '', 'is empty'],
  ['blanks', ' \n\t ', 'is empty'],
  ['a megabyte', 'Java '.repeat(200_000), `at most ${TEXT_AT_MOST}`],
])('%s is refused, with what to do', async (_what, text, message) => {
  const result = await extractRequirements(text, ranker);
  expect(result).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT', field: 'text' } });
  expect(result.ok ? '' : result.problem.message).toContain(message);
});

test.each<[string, string, string[]]>([
  ['only stop words', 'the and of to in', ['NOTHING_FOUND']],
  ['binary', String.fromCharCode(...Array.from({ length: 500 }, (_, at) => (at * 37) % 256)), ['LANGUAGE_NOT_READ']],
  ['emoji', '🥖🥐🧁 '.repeat(50), ['NOTHING_FOUND']],
  [
    'German',
    'Wir suchen eine Fachkraft für unser Werk; Sie bringen Erfahrung mit Maschinen und viel Geduld mit und arbeiten gern nachts.',
    ['LANGUAGE_NOT_READ'],
  ],
  [
    'right to left',
    'نبحث عن مطور برامج لديه خبرة في قواعد البيانات ولغات البرمجة الحديثة والعمل ضمن فريق',
    ['LANGUAGE_NOT_READ'],
  ],
  ['nothing but scripts', '<script>var java = "Java";</script><style>p { color: red }</style>', ['NOTHING_FOUND']],
])('%s is answered with a warning and no requirement', async (_what, text, warnings) => {
  expect(await read(text)).toMatchObject({ requirement: null, unlinked: [], warnings });
});

test('what stands behind the last phrase that is read is told to be left out', async () => {
  const items = Array.from({ length: 3 * PHRASES_AT_MOST }, (_, at) => `- skill number ${at}`);
  const extraction = await read(`Requirements:\n${items.join('\n')}`);
  expect(extraction.warnings).toContain('TOO_MANY_PHRASES');
  expect(phrasesOf(extraction).length).toBeLessThanOrEqual(PHRASES_AT_MOST);
});

test.each<[string, string]>([
  ['blanks', `Java${' '.repeat(50_000)}SQL`],
  ['blanks and line breaks', `Java${' \n'.repeat(25_000)}SQL`],
  ['what looks like years', '1 or '.repeat(10_000)],
  ['abbreviations', 'the e.g. And '.repeat(4_000)],
])(
  'a text of nothing but %s is answered like any other',
  async (_what, text) => {
    const result = await extractRequirements(text, ranker);
    expect(result.ok).toBe(true);
  },
  20_000,
);

const WORDS = [
  ...[
    'Requirements:',
    'Nice to have',
    'Benefits',
    '\n',
    '\n\n',
    '- ',
    '• ',
    ', ',
    ' or ',
    ' and ',
    '; ',
    '. ',
    ' ou ',
    ' (',
  ],
  ...[
    ')',
    'Java',
    'SQL',
    'C++',
    '.NET',
    '3+ years',
    'deux ans',
    'not required',
    'is a plus',
    'a must',
    'at least two of',
    ':',
  ],
  ...[
    'Red Seal',
    "Bachelor's degree in",
    'advanced',
    'Maîtrise de',
    '<li>',
    '</li>',
    '<p>',
    '<b>',
    '&amp;',
    '<script>',
    '🥖',
    ' ',
  ],
];

test('every place lies within the text, in order, whatever the text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string()), { maxLength: 60 }), async (words) => {
      const text = words.join('');
      const result = await extractRequirements(text, ranker);
      if (!result.ok) {
        expect(text.trim()).toBe('');
        return;
      }
      const isPlace = ({ start, end }: { start: number; end: number }) =>
        0 <= start && start <= end && end <= text.length;
      for (const { span, level } of phrasesOf(result.value)) {
        expect(isPlace(span) && span.start < span.end).toBe(true);
        if (level) expect(isPlace(level.span)).toBe(true);
      }
      for (const leaf of leavesOf(result.value.requirement)) {
        for (const { matched } of leaf.suggestions) expect(matched.every(isPlace)).toBe(true);
      }
      const starts = result.value.sections.map(({ span }) => span.start);
      expect(starts).toEqual([...starts].sort((one, other) => one - other));
    }),
    { numRuns: 200 },
  );
});
