import { COMPARING, FOLLOWING_MATCHES, PUBLIC } from '../accounts/index.ts';
import { type Policy, pages, ruled } from '../graphql/policy.ts';

/** Who may select which field of reports: what the hub has, and lacks, is published. */
export const policy: Policy = {
  Query: {
    ...ruled(PUBLIC, 'coverage'),
    ...ruled(COMPARING, 'skillDemand', 'lintRequirement'),
    ...ruled(FOLLOWING_MATCHES, 'acceptanceEffect'),
  },
  ...pages('SkillDemand', false),
  SkillDemand: ruled(COMPARING, 'skill', 'region', 'openPostings', 'credentials', 'learners', 'shortage'),
  Job: ruled(COMPARING, 'lint'),
  RequirementFinding: ruled(COMPARING, 'code', 'key', 'reason'),
  AcceptanceEffect: ruled(FOLLOWING_MATCHES, 'jobs', 'holders', 'meetSkill', 'meetAll'),
  CoverageReport: ruled(
    PUBLIC,
    'credentialsWithSkills',
    'credentialsWithLinkedSkills',
    'statementsLinked',
    'skillsWithCrosswalk',
    'badgeAlignmentsLinked',
    'sourcesUpToDate',
    'requirementsTaught',
  ),
  FrameworkCoverage: ruled(PUBLIC, 'framework', 'skills'),
  CoverageFigure: ruled(PUBLIC, 'count', 'total', 'examples'),
  CoverageCount: ruled(PUBLIC, 'count', 'total'),
  CoverageExample: ruled(PUBLIC, 'id', 'name', 'uri'),
};
