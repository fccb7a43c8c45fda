import { PUBLIC } from '../accounts/index.ts';
import { type Policy, pages, ruled } from '../graphql/policy.ts';

/** Who may select which field of frameworks, skills and occupations. */
export const policy: Policy = {
  Query: ruled(PUBLIC, 'frameworks', 'skill', 'skills', 'occupation', 'occupations', 'levelScales'),
  Level: ruled(PUBLIC, 'id', 'rank', 'uri', 'name'),
  LevelScale: ruled(PUBLIC, 'uri', 'name', 'levels'),
  Framework: ruled(
    PUBLIC,
    'id',
    'code',
    'uri',
    'attribution',
    'name',
    'skillCount',
    'occupationCount',
    'essentialLinkCount',
    'optionalLinkCount',
  ),
  Skill: ruled(
    PUBLIC,
    'id',
    'uri',
    'code',
    'kind',
    'reuseLevel',
    'label',
    'description',
    'aliases',
    'framework',
    'relations',
  ),
  SkillRelation: ruled(PUBLIC, 'kind', 'targetUri', 'confidence', 'target'),
  Occupation: ruled(PUBLIC, 'id', 'uri', 'code', 'label', 'description', 'framework', 'skills'),
  OccupationSkill: ruled(PUBLIC, 'relation', 'skill'),
  ...pages('Framework', false),
  ...pages('Skill'),
  ...pages('Occupation'),
};
