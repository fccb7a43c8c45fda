import { PUBLIC } from '../accounts/index.ts';
import { type Policy, ruled } from '../graphql/policy.ts';

/** Who may select which field of reports: what the hub has, and lacks, is published. */
export const policy: Policy = {
  Query: ruled(PUBLIC, 'coverage'),
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
