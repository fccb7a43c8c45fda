import { published } from '../graphql/enum.ts';
import {
  OCCUPATION_CROSSWALKS,
  OCCUPATION_SKILL_RELATIONS,
  REUSE_LEVELS,
  SKILL_KINDS,
  SKILL_RELATIONS,
} from './skill.ts';

export const SkillKindEnum = published(
  'SkillKind',
  SKILL_KINDS,
  'What kind of competency it is; GROUP is a heading. Source: ESCO skillType.',
  {
    SKILL: 'ESCO skill/competence.',
    KNOWLEDGE: 'Something known rather than done.',
    LANGUAGE: 'A human language.',
    ATTITUDE: 'A disposition, such as patience.',
    ABILITY: 'An enduring capacity, such as night vision (O*NET).',
    TASK: 'Something done at work (NICE, CTDL).',
    UNSPECIFIED: 'Its framework does not say.',
    GROUP: 'A heading, which nobody holds.',
  },
);
export const ReuseLevelEnum = published(
  'ReuseLevel',
  REUSE_LEVELS,
  'How widely a skill travels. Source: ESCO reuseLevel.',
  {
    TRANSVERSAL: 'Useful in nearly every occupation.',
    CROSS_SECTOR: 'Useful in occupations of several sectors.',
    SECTOR_SPECIFIC: 'Useful in one sector.',
    OCCUPATION_SPECIFIC: 'Useful in one occupation or a few.',
  },
);
export const EdgeKindEnum = published(
  'SkillRelationKind',
  [...SKILL_RELATIONS, 'NARROWER'],
  'Read left to right: BROADER is "its broader concept is".',
  {
    BROADER: 'Its broader concept is (SKOS broader).',
    EXACT: 'The same skill in another framework (SKOS exactMatch).',
    CLOSE: 'Nearly the same skill (SKOS closeMatch).',
    RELATED: 'Has to do with (SKOS related); never evidence.',
    PART_OF: 'Is a part of.',
    REPLACED_BY: 'Its framework withdrew it in favour of.',
    ESSENTIAL_FOR: 'Is essential for (ESCO).',
    OPTIONAL_FOR: 'Is optional for (ESCO).',
    NARROWER: 'BROADER read backwards (SKOS narrower).',
  },
);
export const NeedEnum = published(
  'OccupationSkillRelation',
  OCCUPATION_SKILL_RELATIONS,
  'How much an occupation needs a skill.',
  {
    ESSENTIAL: 'The framework says it is always needed.',
    OPTIONAL: 'The framework says it is needed by some.',
    INFERRED: 'It came through a crosswalk, never from the framework itself.',
    NOT_NEEDED: 'The framework rated it and found it unneeded.',
  },
);
export const CrosswalkKindEnum = published(
  'OccupationCrosswalkKind',
  OCCUPATION_CROSSWALKS,
  'What an occupation is to one of another framework, read left to right.',
  {
    EXACT: 'The same occupation (SKOS exactMatch).',
    CLOSE: 'Nearly the same (SKOS closeMatch).',
    BROADER: 'The other is broader (SKOS broadMatch).',
    NARROWER: 'The other is narrower (SKOS narrowMatch).',
    RELATED: 'Has to do with it (SKOS relatedMatch); nothing is inferred from it.',
  },
);
