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

/** In order: what the issuer says, then where the target lives, then what its code looks like, then its framework's name. */
const RULES: readonly Rule[] = [
  {
    name: 'CASE_COURSE_CODE',
    kind: 'UNKNOWN',
    fits: (a) => a.targetType === 'CFItem' && COURSES.test(a.targetFramework ?? ''),
  },
  typed('SKILL', 'ceasn:Competency', 'CFItem'),
  typed('LEVEL', 'CFRubricCriterionLevel', 'CFRubricCriterion'),
  typed('RUBRIC', 'CFRubric'),
  typed('CREDENTIAL', 'ceterms:Credential'),
  addressed('ESCO_SKILL', 'SKILL', /data\.europa\.eu\/esco\/skill\//u),
  addressed('ESCO_OCCUPATION', 'OCCUPATION', /data\.europa\.eu\/esco\/(occupation|isco)\//u),
  addressed('CASE_ITEM', 'SKILL', /\/ims\/case\/v1p[01]\/CFItems\/|opensalt[^/]*\/uri\//u),
  addressed('CTDL_COMPETENCY', 'SKILL', /credentialfinder\.org\/competency\/ce-/u),
  addressed('RSD', 'SKILL', /\/api\/(v\d\/)?skills\/[0-9a-f]{8}-[0-9a-f-]{27}/iu),
  addressed('ONET_OCCUPATION', 'OCCUPATION', /onetonline\.org\/link\/summary\//u),
  addressed('LIGHTCAST', 'SKILL', /skills\.emsidata\.com|lightcast/iu),
  addressed('NOC', 'OCCUPATION', /noc\.esdc\.gc\.ca/u),
  coded('ONET_SOC', 'OCCUPATION', /^\d{2}-\d{4}(\.\d{2})?$/u),
  coded('NOC', 'OCCUPATION', /^\d{5}$/u, /\bNOC\b|CNP|National Occupational/iu),
  coded('NICE', 'SKILL', /^[KSTA]\d{4}$/u),
  coded('LIGHTCAST', 'SKILL', /^KS[0-9A-Z]{5,}$/u),
  framed('SKILLS', 'SKILL', /\bESCO\b|skills? framework|competenc|compétences/iu),
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
