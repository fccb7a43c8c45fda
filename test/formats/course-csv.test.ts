import { expect, test } from 'vitest';
import { durationIn, skillsIn } from '../../src/formats/course-csv/map.ts';
import { courseCsvFormat } from '../../src/formats/course-csv/read.ts';
import { recogniseFormat } from '../../src/formats/index.ts';
import { countsOf, inputFrom, inputOf, readAll, saying } from '../rig/read-format.ts';
import { describeWithData } from '../rig/shared-data.ts';

const HEADER =
  'instructor,title,skills,rating,reviewcount,level,certificatetype,duration,crediteligibility,description,platform';

test.each<[string, object | null]>([
  ['3 - 6 Months', { durationWeeks: 26 }],
  ['1 - 4 Weeks', { durationWeeks: 4 }],
  ['Less Than 2 Hours', { totalHours: 2 }],
  ['12 hours', { totalHours: 12 }],
  ['', {}],
  ['soon', null],
])('a length of "%s"', (cell, duration) => {
  expect(durationIn(cell)).toEqual(duration);
});

test.each<[string, string[]]>([
  ['{" SQL"," Linux"," SQL"}', ['SQL', 'Linux']],
  ['{"a, b","say \\"c\\"",d}', ['a, b', 'say "c"', 'd']],
  ['SQL, Linux;Bash', ['SQL', 'Linux', 'Bash']],
  ['{}', []],
  ['', []],
])('skills of %s', (cell, skills) => {
  expect(skillsIn(cell)).toEqual(skills);
});

test('each provider comes once and first, offers with what they state; nothing is guessed', async () => {
  const { records, issues } = await readAll(
    courseCsvFormat,
    inputOf({
      'courses.csv': `${HEADER}
Example U,Clean Data,"{"" SQL""}",4.8,1k,Beginner , Professional Certificate , 3 - 6 Months,False,About it,COURSERA
Example U,Short,{},None,None,None,None,None,True,None,COURSERA
,Lost,{},,,,Course,later,,,
`,
    }),
  );
  expect(records).toMatchObject([
    { type: 'organization', uri: 'urn:tessera:provider:example-u', name: { en: 'Example U' } },
    {
      ...{
        uri: 'urn:tessera:course:coursera:example-u:clean-data:professional-certificate',
        credentialType: 'CERTIFICATE',
      },
      ...{
        creditStatus: 'NON_CREDIT',
        durationWeeks: 26,
        assessed: 'UNKNOWN',
        raw: { level: 'Beginner ', rating: '4.8' },
      },
      skills: [{ relation: 'TEACHES', statement: 'SQL' }],
    },
    { credentialType: 'OTHER', creditStatus: 'CREDIT', description: {}, skills: [] },
  ]);
  expect(saying(issues)).toEqual([
    'ERROR FIELD_MISSING courses.csv:4 instructor: instructor is empty; every row needs it',
  ]);
});

test('it is told by its columns', async () => {
  expect((await recogniseFormat(inputOf({ 'x.csv': `${HEADER}\n` })))?.name).toBe('course-csv');
});

describeWithData('courses', 'a published list of offers', (folder) => {
  test('every row is a record or an issue', async () => {
    const read = await readAll(courseCsvFormat, inputFrom(folder));
    const errors = read.issues.filter(({ severity }) => severity === 'ERROR').length;
    expect((countsOf(read)['credential credential'] ?? 0) + errors).toBe(683);
  });
});
