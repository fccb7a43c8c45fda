import { expect, test } from 'vitest';
import { escoTabiyaFormat } from '../../src/formats/esco-tabiya/read.ts';
import { recogniseFormat } from '../../src/formats/index.ts';
import { countsOf, inputFrom, inputOf, readAll } from '../rig/read-format.ts';
import { describeWithData } from '../rig/shared-data.ts';

const GROUPS = `ORIGINURI,ID,UUIDHISTORY,CODE,PREFERREDLABEL,ALTLABELS,DESCRIPTION,SCOPENOTE
https://esco.example/g1,key_1,u-new
u-old,S1,working with bread,"bread work
bread craft",All about bread.,
`.replace('u-new\nu-old', '"u-new\nu-old"');
const SKILLS = `ORIGINURI,ID,UUIDHISTORY,SKILLTYPE,REUSELEVEL,PREFERREDLABEL,ALTLABELS,DESCRIPTION,DEFINITION,SCOPENOTE
https://esco.example/s1,key_1,,skill/competence,cross-sector,knead dough,,,,
,key_2,"new-uuid
first-uuid",knowledge,,fermentation,,,,
https://esco.example/s3,key_2,,,,bake bread,,,,
https://esco.example/s4,key_4,,craft,,shape loaves,,,,
`;
const TREE = `PARENTOBJECTTYPE,PARENTID,CHILDID,CHILDOBJECTTYPE
skillgroup,key_1,key_1,skill
skill,key_1,key_2,skill
skill,key_2,key_1,skill
skill,key_9,key_1,skill
loaf,key_1,key_1,skill
`;
const NEEDS = `REQUIRINGID,RELATIONTYPE,REQUIREDID
key_1,essential,key_2
key_2,often,key_1
`;
const OCCUPATIONS = `ORIGINURI,ID,UUIDHISTORY,ISCOGROUPCODE,CODE,PREFERREDLABEL,ALTLABELS,DESCRIPTION,OCCUPATIONTYPE
https://esco.example/o1,key_1,,7512,7512.1,baker,,,escooccupation
`;
const OCCUPATION_SKILLS = `OCCUPATIONTYPE,OCCUPATIONID,RELATIONTYPE,SIGNALLINGVALUE,SKILLID
escooccupation,key_1,optional,,key_1
localoccupation,key_1,,0.7,key_2
`;
const WHOLE = {
  ...{ 'skillGroups.csv': GROUPS, 'skills.csv': SKILLS, 'skills_hierarchy.csv': TREE, 'occupations.csv': OCCUPATIONS },
  ...{ 'skill_to_skill_relations.csv': NEEDS, 'occupation_skill_relations.csv': OCCUPATION_SKILLS },
};

test('ids of the folder become the concepts they stand for, and each fault is told once', async () => {
  const input = inputOf(WHOLE, { name: 'esco-1.1.1-tabiya' });
  expect(await recogniseFormat(input)).toBe(escoTabiyaFormat);
  expect(await escoTabiyaFormat.check(input)).toEqual([]);
  const { records, issues } = await readAll(escoTabiyaFormat, input);
  expect(
    records.map((record) => {
      if (record.type === 'framework') return `${record.code} ${record.version}`;
      if ('from' in record) return [record.type, record.from, 'kind' in record ? record.kind : '', record.to].join(' ');
      return 'uri' in record ? `${record.type} ${record.uri}` : `${record.type} ${record.kind}: ${record.key}`;
    }),
  ).toEqual([
    'esco 1.1.1',
    'skill https://esco.example/g1',
    'skill https://esco.example/s1',
    'skill urn:uuid:first-uuid',
    'skill https://esco.example/s3',
    'occupation https://esco.example/o1',
    'skill-relation https://esco.example/s1 BROADER https://esco.example/g1',
    'skill-relation urn:uuid:first-uuid BROADER https://esco.example/s1',
    'skill-relation urn:uuid:first-uuid ESSENTIAL_FOR https://esco.example/s1',
    'occupation-skill https://esco.example/o1  https://esco.example/s1',
    'kept tabiya:occupationSkillRelations: occupations key_1 skills key_2',
  ]);
  expect(records[1]).toMatchObject({
    ...{ code: 'S1', skillKind: 'GROUP', aliases: { en: ['bread work', 'bread craft'] } },
    raw: { UUIDHISTORY: 'u-new\nu-old', ID: 'key_1' },
  });
  const told = issues.map(({ severity, code, place }) =>
    [severity, code, place.file, place.line, place.column].filter((part) => part !== undefined).join(' '),
  );
  expect(told).toEqual([
    'WARNING FILE_MISSING occupationGroups.csv',
    'WARNING FILE_MISSING occupationHierarchy.csv',
    'WARNING DUPLICATE_KEY skills.csv 5 ID',
    'ERROR FIELD_INVALID skills.csv 6 SKILLTYPE',
    'ERROR HIERARCHY_CYCLE skills_hierarchy.csv 4 PARENTID',
    'ERROR URI_UNKNOWN skills_hierarchy.csv 5 PARENTID',
    'ERROR FIELD_INVALID skills_hierarchy.csv 6 PARENTOBJECTTYPE',
    'ERROR FIELD_INVALID skill_to_skill_relations.csv 3 RELATIONTYPE',
  ]);
});

test('edges between ids that nothing in the folder names are kept whole, and told by one warning a missing table', async () => {
  const input = inputOf({
    'skillGroups.csv': GROUPS,
    'skills_hierarchy.csv': TREE,
    'skill_skill_relations.csv': NEEDS,
  });
  const { records, issues } = await readAll(escoTabiyaFormat, input);
  const kept = records.filter(({ type }) => type === 'kept');
  expect(kept).toHaveLength(5);
  expect(kept[0]).toMatchObject({
    kind: 'tabiya:skillHierarchy',
    raw: { PARENTOBJECTTYPE: 'skillgroup', PARENTID: 'key_1', CHILDID: 'key_1', CHILDOBJECTTYPE: 'skill' },
  });
  expect(issues.filter(({ severity }) => severity === 'WARNING')).toHaveLength(5);
  expect(issues.filter(({ severity }) => severity === 'ERROR')).toHaveLength(2);
});

describeWithData('esco-1.1.1-tabiya', 'the real folder, which has no skills and no occupations', (folder) => {
  test('every row is accounted for', async () => {
    const read = await readAll(escoTabiyaFormat, inputFrom(folder));
    expect(countsOf(read)).toEqual({
      ...{ framework: 1, 'skill skill-group:en': 640, 'skill-relation BROADER': 636, 'WARNING FILE_MISSING': 4 },
      ...{ 'kept tabiya:skillHierarchy': 20_013, 'kept tabiya:skillSkillRelations': 5_898 },
      'kept tabiya:occupationHierarchy': 3_616,
    });
  });
});
