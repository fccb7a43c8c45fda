import { expect, test } from 'vitest';
import { classifyAlignment, ctidIn, type StatedAlignment } from '../../src/badges/classify-alignment.ts';

const uuid = '98cb027b-95ef-4494-908d-6f7790ec6b6b';
const url = (targetUrl: string) => ({ targetUrl });
const framework = (targetFramework: string) => ({ targetFramework });

test.each<[StatedAlignment, string, string]>([
  // What its issuer says comes first, whatever the address looks like.
  [{ targetType: 'ceasn:Competency', ...url('http://data.europa.eu/esco/occupation/1') }, 'SKILL', 'TARGET_TYPE_SKILL'],
  [{ targetType: 'CFItem' }, 'SKILL', 'TARGET_TYPE_SKILL'],
  [{ targetType: 'CFItem', targetFramework: 'Course catalogue 2026' }, 'UNKNOWN', 'CASE_COURSE_CODE'],
  [
    { targetType: 'CFItem', targetFramework: '1EdTech University Program and Course Catalog' },
    'UNKNOWN',
    'CASE_COURSE_CODE',
  ],
  [
    { ...url('https://c.example/ims/case/v1p1/CFItems/1'), ...framework('Course codes') },
    'UNKNOWN',
    'CASE_COURSE_CODE',
  ],
  [{ targetType: 'CFRubricCriterionLevel' }, 'LEVEL', 'TARGET_TYPE_LEVEL'],
  [{ targetType: 'CFRubricCriterion' }, 'LEVEL', 'TARGET_TYPE_LEVEL'],
  [{ targetType: 'CFRubric' }, 'RUBRIC', 'TARGET_TYPE_RUBRIC'],
  [{ targetType: 'ceterms:Credential' }, 'CREDENTIAL', 'TARGET_TYPE_CREDENTIAL'],
  [
    { targetType: 'CTDL', ...url(`https://credentialengineregistry.org/resources/ce-${uuid}`) },
    'UNKNOWN',
    'CTDL_RESOURCE',
  ],
  [{ targetType: 'ext:ESCOSkill' }, 'SKILL', 'TARGET_TYPE_EXT_SKILL'],
  [{ targetType: 'ext:competency' }, 'SKILL', 'TARGET_TYPE_EXT_SKILL'],
  [{ targetType: 'ext:LearningOutcome' }, 'SKILL', 'TARGET_TYPE_EXT_SKILL'],
  [{ targetType: 'ext:Occupation' }, 'OCCUPATION', 'TARGET_TYPE_EXT_OCCUPATION'],
  [{ targetType: 'ext:SkillLevel' }, 'LEVEL', 'TARGET_TYPE_EXT_LEVEL'],
  [{ targetType: 'ext:Rubric' }, 'RUBRIC', 'TARGET_TYPE_EXT_RUBRIC'],
  [{ targetType: 'ext:Qualification' }, 'CREDENTIAL', 'TARGET_TYPE_EXT_CREDENTIAL'],
  [{ targetType: 'ext:Course', ...url('http://data.europa.eu/esco/skill/1') }, 'SKILL', 'URL_ESCO_SKILL'],
  [{ targetType: 'Course' }, 'UNKNOWN', 'NO_RULE'],
  // Then where it lives.
  [url('http://data.europa.eu/esco/skill/1'), 'SKILL', 'URL_ESCO_SKILL'],
  [url('http://data.europa.eu/esco/occupation/1'), 'OCCUPATION', 'URL_ESCO_OCCUPATION'],
  [url('http://data.europa.eu/esco/isco/C2512'), 'OCCUPATION', 'URL_ESCO_OCCUPATION'],
  [url('https://case.example/ims/case/v1p0/CFItems/1'), 'SKILL', 'URL_CASE_ITEM'],
  [url('https://case.example/ims/case/v1p1/CFItems/1'), 'SKILL', 'URL_CASE_ITEM'],
  [url(`https://opensalt.example/uri/${uuid}`), 'SKILL', 'URL_CASE_ITEM'],
  [url(`https://credentialfinder.org/competency/ce-${uuid}`), 'SKILL', 'URL_CTDL_COMPETENCY'],
  [url('https://credentialfinder.org/credential/1234'), 'CREDENTIAL', 'URL_CTDL_CREDENTIAL'],
  [url(`https://credentialengineregistry.org/resources/ce-${uuid}`), 'UNKNOWN', 'URL_CTDL_RESOURCE'],
  [url(`https://osmt.example/api/skills/${uuid}`), 'SKILL', 'URL_RSD'],
  [url(`https://osmt.example/api/v3/skills/${uuid}`), 'SKILL', 'URL_RSD'],
  [url('https://osmt.example/api/skills/about'), 'UNKNOWN', 'NO_RULE'],
  [url('https://www.onetonline.org/link/summary/15-1252.00'), 'OCCUPATION', 'URL_ONET_OCCUPATION'],
  [url('https://skills.emsidata.com/skills/KS1200'), 'SKILL', 'URL_LIGHTCAST'],
  [url('https://lightcast.io/open-skills/skills/KS1200'), 'SKILL', 'URL_LIGHTCAST'],
  [url('https://noc.esdc.gc.ca/Structure/NOCProfile?code=21223'), 'OCCUPATION', 'URL_NOC'],
  // Then what its code looks like.
  [{ targetCode: `ce-${uuid}` }, 'UNKNOWN', 'CODE_CTID'],
  [{ targetCode: '15-1252.00' }, 'OCCUPATION', 'CODE_ONET_SOC'],
  [{ targetCode: '15-1252' }, 'OCCUPATION', 'CODE_ONET_SOC'],
  [{ targetCode: '21223', targetFramework: 'NOC 2021' }, 'OCCUPATION', 'CODE_NOC'],
  [{ targetCode: '21223', targetFramework: 'CNP 2021' }, 'OCCUPATION', 'CODE_NOC'],
  [{ targetCode: '21223' }, 'UNKNOWN', 'NO_RULE'],
  [{ targetCode: 'K0001' }, 'SKILL', 'CODE_NICE'],
  [{ targetCode: 'KS120076FGP5WGWYMP0F' }, 'SKILL', 'CODE_LIGHTCAST'],
  // Then its framework's name.
  [framework('University course catalogue'), 'UNKNOWN', 'FRAMEWORK_COURSES'],
  [framework('ESCO occupations'), 'OCCUPATION', 'FRAMEWORK_OCCUPATIONS'],
  [framework('ISCO-08'), 'OCCUPATION', 'FRAMEWORK_OCCUPATIONS'],
  [framework('ESCO v1.2'), 'SKILL', 'FRAMEWORK_SKILLS'],
  [framework('Référentiel de compétences'), 'SKILL', 'FRAMEWORK_SKILLS'],
  [framework('Lightcast Open Skills'), 'SKILL', 'FRAMEWORK_SKILLS'],
  [framework('Escondido catalogue of parts'), 'UNKNOWN', 'NO_RULE'],
  [url('https://example.org'), 'UNKNOWN', 'NO_RULE'],
  [{}, 'UNKNOWN', 'NO_RULE'],
])('the alignment %o is judged %s by %s', (alignment, kind, rule) => {
  expect(classifyAlignment(alignment)).toEqual({ kind, rule });
});

test.each([
  [`https://credentialengineregistry.org/resources/CE-${uuid.toUpperCase()}`, `ce-${uuid}`],
  [`https://credentialfinder.org/competency/ce-${uuid}?x=1`, `ce-${uuid}`],
  [`slice-${uuid}`, null],
  ['ce-12', null],
])('the CTID in %s is %s', (text, ctid) => {
  expect(ctidIn(text)).toBe(ctid);
});
