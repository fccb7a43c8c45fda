import type { AlignmentKind } from './badge.ts';

export interface StatedAlignment {
  readonly targetType?: string;
  readonly targetUrl?: string;
  readonly targetCode?: string;
  readonly targetFramework?: string;
}

interface Rule {
  readonly name: string;
  readonly kind: AlignmentKind;
  readonly fits: (alignment: StatedAlignment) => boolean;
}

const typed = (kind: AlignmentKind, ...types: string[]): Rule => ({
  name: `TARGET_TYPE_${kind}`,
  kind,
  fits: ({ targetType }) => targetType !== undefined && types.includes(targetType),
});
/** `ext:` and a word of the issuer's own, from which the kind can be told. Source: Open Badges 3.0, AlignmentTargetType. */
const extended = (kind: AlignmentKind, pattern: RegExp): Rule => ({
  name: `TARGET_TYPE_EXT_${kind}`,
  kind,
  fits: ({ targetType = '' }) => targetType.startsWith('ext:') && pattern.test(targetType),
});
const addressed = (name: string, kind: AlignmentKind, pattern: RegExp): Rule => ({
  name: `URL_${name}`,
  kind,
  fits: ({ targetUrl }) => targetUrl !== undefined && pattern.test(targetUrl),
});
const coded = (name: string, kind: AlignmentKind, pattern: RegExp, framework?: RegExp): Rule => ({
  name: `CODE_${name}`,
  kind,
  fits: ({ targetCode, targetFramework = '' }) =>
    targetCode !== undefined && pattern.test(targetCode) && (framework?.test(targetFramework) ?? true),
});
const framed = (name: string, kind: AlignmentKind, pattern: RegExp): Rule => ({
  name: `FRAMEWORK_${name}`,
  kind,
  fits: ({ targetFramework }) => targetFramework !== undefined && pattern.test(targetFramework),
});

/** Catalogues of courses may be published as CASE items; such an item is no skill. Source: CASE 1.1 `frameworkType`. */
const COURSES = /course|catalog/iu;
const CASE_ITEM = /\/ims\/case\/v1p[01]\/CFItems\/|opensalt[^/]*\/uri\//u;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * In order: what the issuer says, then where the target lives, then what its code looks like, then its framework's name.
 * UNKNOWN by a rule of that name waits for what is loaded: a resource of the Credential Registry may be of any kind.
 */
const RULES: readonly Rule[] = [
  {
    name: 'CASE_COURSE_CODE',
    kind: 'UNKNOWN',
    fits: ({ targetType, targetUrl = '', targetFramework = '' }) =>
      (targetType === 'CFItem' || CASE_ITEM.test(targetUrl)) && COURSES.test(targetFramework),
  },
  typed('SKILL', 'ceasn:Competency', 'CFItem'),
  typed('LEVEL', 'CFRubricCriterionLevel', 'CFRubricCriterion'),
  typed('RUBRIC', 'CFRubric'),
  typed('CREDENTIAL', 'ceterms:Credential'),
  { name: 'CTDL_RESOURCE', kind: 'UNKNOWN', fits: ({ targetType }) => targetType === 'CTDL' },
  extended('LEVEL', /level/iu),
  extended('RUBRIC', /rubric/iu),
  extended('OCCUPATION', /occupation/iu),
  extended('SKILL', /skill|competenc|knowledge|LearningOutcome/iu),
  extended('CREDENTIAL', /credential|qualification|certificat|badge/iu),
  addressed('ESCO_SKILL', 'SKILL', /data\.europa\.eu\/esco\/skill\//u),
  addressed('ESCO_OCCUPATION', 'OCCUPATION', /data\.europa\.eu\/esco\/(occupation|isco)\//iu),
  addressed('CASE_ITEM', 'SKILL', CASE_ITEM),
  addressed('CTDL_COMPETENCY', 'SKILL', /credentialfinder\.org\/competency\/ce-/iu),
  addressed('CTDL_CREDENTIAL', 'CREDENTIAL', /credentialfinder\.org\/credential\//iu),
  addressed('CTDL_RESOURCE', 'UNKNOWN', /credentialengineregistry\.org\/(?:[\w-]+\/)?(?:resources|graph)\/ce-/iu),
  addressed('RSD', 'SKILL', new RegExp(`/api/(?:v\\d/)?skills/${UUID}`, 'iu')),
  addressed('ONET_OCCUPATION', 'OCCUPATION', /onetonline\.org\/link\/summary\//u),
  addressed('LIGHTCAST', 'SKILL', /skills\.emsidata\.com|lightcast/iu),
  addressed('NOC', 'OCCUPATION', /noc\.esdc\.gc\.ca/u),
  coded('CTID', 'UNKNOWN', new RegExp(`^ce-${UUID}$`, 'iu')),
  coded('ONET_SOC', 'OCCUPATION', /^\d{2}-\d{4}(\.\d{2})?$/u),
  coded('NOC', 'OCCUPATION', /^\d{5}$/u, /\bNOC\b|CNP|National Occupational/iu),
  coded('NICE', 'SKILL', /^[KSTA]\d{4}$/u),
  coded('LIGHTCAST', 'SKILL', /^KS[0-9A-Z]{5,}$/u),
  framed('COURSES', 'UNKNOWN', /\bcourses?\b.*\bcatalogu?e?\b|\bcatalogu?e?\b.*\bcourses?\b/iu),
  framed('OCCUPATIONS', 'OCCUPATION', /\boccupations?\b|\bNOC\b|\bCNP\b|National Occupational|\bISCO\b|\bSOC\b/iu),
  framed(
    'SKILLS',
    'SKILL',
    /\bESCO\b|\bNICE\b|\bSFIA\b|\bDigComp\b|\bOaSIS\b|Lightcast|\bEmsi\b|Open Skills|Rich Skill|skills? framework|competenc|compétences/iu,
  ),
];

/**
 * What an alignment points at, and the rule that said so. UNKNOWN is kept as it is: words that are exactly a loaded skill's
 * label are recognised where skills are loaded, and nothing is guessed. Source: domain §2.14, answering
 * 1EdTech/openbadges-specification #647.
 */
export function classifyAlignment(alignment: StatedAlignment): { kind: AlignmentKind; rule: string } {
  const rule = RULES.find(({ fits }) => fits(alignment));
  return rule ? { kind: rule.kind, rule: rule.name } : { kind: 'UNKNOWN', rule: 'NO_RULE' };
}

/** The CTID an address or code of the Credential Registry holds; null when it holds none. Source: CTDL `ceterms:ctid`. */
export function ctidIn(text: string): string | null {
  return new RegExp(`\\bce-${UUID}\\b`, 'iu').exec(text)?.[0].toLowerCase() ?? null;
}
