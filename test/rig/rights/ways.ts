import type { MatrixWorld } from './world.ts';

/** How a field of a type is reached: a document around its selection, and where its parent is in the answer. */
export interface Way {
  readonly document: (selection: string) => string;
  readonly parent: readonly (string | number)[];
}

/** Stated requirement: one skill the learner shows, one they lack that is taught, one nobody knows. */
const REQUIREMENT = `{ all: [
  { skill: "https://tessera.example/skills/clean-and-validate-data-sets" }
  { skill: "https://tessera.example/skills/query-relational-databases-with-sql" }
  { skill: "words no framework has" }
] }`;

/** Two skills, of which one is named by its label. */
const SUGGESTIONS = 'suggestSkills(text: "bake bread", framework: "esco")';
/** An advertisement whose one leaf says years. */
const EXTRACTED = 'extractRequirements(text: "Requirements: bake bread (2 years)", framework: "esco")';
/** The same without what nobody knows, so that one credential is enough. */
const NEAR = `{ all: [
  { skill: "https://tessera.example/skills/clean-and-validate-data-sets" }
  { skill: "https://tessera.example/skills/query-relational-databases-with-sql" }
] }`;

/** The way to every type that holds something of its own; pages and payloads only carry. */
export function waysOf(world: MatrixWorld): Readonly<Record<string, Way>> {
  const node = (type: string, id: string, ...path: readonly string[]): Way => ({
    document: (selection) => `{ node(id: "${id}") { ... on ${type} { ${nested(path, selection)} } } }`,
    parent: ['node', ...placesOf(path)],
  });
  const query = (...path: readonly string[]): Way => ({
    document: (selection) => `{ ${nested(path, selection)} }`,
    parent: placesOf(path),
  });
  const gap = `skillGap(learnerId: "${world.learner}", requirement: ${REQUIREMENT})`;
  const plans = `recommendations(learnerId: "${world.learner}", requirement: ${REQUIREMENT})`;
  const limited = plans.replace(/\)$/u, ', constraints: { maxCostCents: 0 })');
  const acceptance = `credentialId: "${world.credential}", skillId: "${world.skill}", employerId: "${world.organization}"`;
  const credentialWith = (part: keyof MatrixWorld['with'], isList = true) =>
    node('Credential', world.with[part], isList ? `${part}[0]` : part);
  return {
    Query: query(),
    // A subscription selects its one field and nothing beside it.
    Subscription: { document: (selection) => `subscription { ${selection.replace('__typename ', '')} }`, parent: [] },
    MatchChange: {
      document: (selection) => `subscription { matchesChanged(jobId: "${world.job}") { ${selection} } }`,
      parent: ['matchesChanged'],
    },
    Node: query(`node(id: "${world.organization}")`),
    Viewer: query('viewer'),
    RateLimit: query('rateLimit'),
    Standing: query('viewer', 'standings[0]'),
    Organization: node('Organization', world.organization),
    Membership: node('Organization', world.organization, 'members(first: 1)', 'nodes[0]'),
    ApiClient: query('apiClients(first: 1)', 'nodes[0]'),
    ApiKey: query('apiClients(first: 1)', 'nodes[0]', 'keys[0]'),
    Framework: node('Framework', world.framework),
    Skill: node('Skill', world.skill),
    SkillRelation: node('Skill', world.skill, 'relations[0]'),
    Occupation: node('Occupation', world.occupation),
    OccupationSkill: node('Occupation', world.occupation, 'skills[0]'),
    InferredSkill: node('Occupation', world.inferring, 'inferredSkills(first: 1)', 'nodes[0]'),
    CrosswalkStep: node('Occupation', world.inferring, 'inferredSkills(first: 1)', 'nodes[0]', 'path[0]'),
    OccupationCrosswalk: node('Occupation', world.inferring, 'crosswalks[0]'),
    ExtractedRequirements: query(EXTRACTED),
    ExtractedRequirement: query(EXTRACTED, 'nodes[1]'),
    ExtractedPhrase: query(EXTRACTED, 'nodes[1]', 'phrase'),
    SaidYears: query(EXTRACTED, 'nodes[1]', 'phrase', 'years'),
    ExtractedSection: query(EXTRACTED, 'sections[0]'),
    Credential: node('Credential', world.credential),
    CredentialSkill: credentialWith('skills'),
    CredentialRelation: credentialWith('relations'),
    Endorsement: credentialWith('endorsements'),
    Offering: credentialWith('offerings'),
    PriorLearningPolicy: credentialWith('priorLearning', false),
    Funding: credentialWith('funding'),
    Learner: node('Learner', world.learner),
    SkillEvidence: node('Learner', world.learner, 'skillEvidence[0]'),
    Badge: node('Badge', world.badge),
    BadgeCheck: node('Badge', world.badge, 'checks[0]'),
    BadgeAlignment: node('Badge', world.badge, 'alignments[0]'),
    BadgeResult: node('Badge', world.badge, 'results[0]'),
    BadgeEndorsement: node('Badge', world.badge, 'endorsements[0]'),
    BadgeBundle: node('Learner', world.learner, 'bundles[0]'),
    BadgeAssociation: node('Learner', world.learner, 'bundles[0]', 'associations[0]'),
    Stack: node('Learner', world.learner, 'stacks(first: 1)', 'nodes[0]'),
    StackGroup: node('Learner', world.learner, 'stacks(first: 1)', 'nodes[0]', 'groups[0]'),
    StackPart: node('Learner', world.learner, 'stacks(first: 1)', 'nodes[0]', 'groups[0]', 'parts[0]'),
    StackPrerequisite: node('Learner', world.learner, 'stacks(first: 1)', 'nodes[0]', 'missingPrerequisites[0]'),
    ConsentGrant: node('ConsentGrant', world.grant),
    LearnerAccess: node('Learner', world.learner, 'accessLog(first: 1)', 'nodes[0]'),
    SkillClaim: node('Learner', world.learner, 'claims[0]'),
    Level: query('levelScales[0]', 'levels[0]'),
    LevelScale: query('levelScales[0]'),
    LevelEquivalence: query('levelScales[0]', 'levels[0]', 'countsAs[0]'),
    ScoringPolicy: query('scoringPolicy'),
    RungCredit: query('scoringPolicy', 'rungs[0]'),
    RelationCredit: query('scoringPolicy', 'relations[0]'),
    ImportanceFactor: query('scoringPolicy', 'importances[0]'),
    PriorLearningClaim: node('PriorLearningClaim', world.priorLearning),
    PriorLearningDocument: node('PriorLearningClaim', world.priorLearning, 'documents[0]'),
    LearnerExport: query('exportLearner'),
    LeftOutBadge: query('exportLearner', 'leftOutOfClr[0]'),
    ShareLink: node('ShareLink', world.shareLink),
    Change: query('changes(first: 1)', 'nodes[0]'),
    ChangeOrigin: query('changes(first: 1)', 'nodes[0]', 'origin'),
    ExportFormat: query('catalogueExports[0]'),
    CoverageReport: query('coverage'),
    CoverageFigure: query('coverage', 'statementsLinked'),
    CoverageExample: query('coverage', 'statementsLinked', 'examples(first: 1)[0]'),
    CoverageCount: query('coverage', 'badgeAlignmentsLinked'),
    FrameworkCoverage: query('coverage', 'skillsWithCrosswalk[0]'),
    Job: node('Job', world.job),
    Requirement: node('Job', world.job, 'requirement', 'children[0]'),
    RequirementLevel: node('Job', world.job, 'requirement', 'children[0]', 'requiredLevel'),
    SkillGap: query(gap),
    RequirementStatus: query(gap, 'requirements[0]'),
    EvidenceUsed: query(gap, 'requirements[0]', 'evidence[0]'),
    Candidate: query(`candidates(requirement: ${REQUIREMENT}, first: 1)`, 'nodes[0]'),
    NearMiss: query(`candidates(requirement: ${NEAR}, filter: { isNearMiss: true }, first: 1)`, 'nodes[0]', 'nearest'),
    PlanSet: query(plans),
    Plan: query(plans, 'plans[0]'),
    PlanStep: query(plans, 'plans[0]', 'steps[0]'),
    OpenRequirement: query(plans, 'open[0]'),
    PlanRelaxation: query(limited, 'relaxations[0]'),
    PlanLimitChange: query(limited, 'relaxations[0]', 'changes[0]'),
    SkillDemand: query('skillDemand(first: 1)', 'nodes[0]'),
    RequirementFinding: query(`lintRequirement(requirement: ${REQUIREMENT})[0]`),
    AcceptanceEffect: query(`acceptanceEffect(${acceptance})`),
    Source: node('Source', world.source),
    ImportRun: node('ImportRun', world.run),
    SkillSuggestion: query(`${SUGGESTIONS}[0]`),
    MatchedWords: query(`${SUGGESTIONS}[0]`, 'matchedWords[0]'),
    LinkReview: node('LinkReview', world.linkReview),
    LinkCandidate: node('LinkReview', world.linkReview, 'candidates[0]'),
    ImportFailure: node('ImportRun', world.failedRun, 'failure'),
    ImportIssue: node('ImportRun', world.run, 'issues(first: 1)', 'nodes[0]'),
    ImportIssueGroup: node('ImportRun', world.run, 'issueGroups[0]'),
    ImportDifference: node('ImportRun', world.dryRun, 'diff(first: 1)', 'nodes[0]'),
  };
}

/** Arguments of fields that must be given some, by coordinate. */
export function argumentsOf(world: MatrixWorld): Readonly<Record<string, string>> {
  const target = `learnerId: "${world.learner}", jobId: "${world.job}"`;
  return {
    'Subscription.importRunProgressed': `id: "${world.run}"`,
    'Subscription.matchesChanged': `jobId: "${world.job}"`,
    'Query.node': `id: "${world.organization}"`,
    'Query.skill': `id: "${world.skill}"`,
    'Query.occupation': `id: "${world.occupation}"`,
    'Query.credential': `id: "${world.credential}"`,
    'Query.importRun': `id: "${world.run}"`,
    'Query.job': `id: "${world.job}"`,
    'Query.sharedProfile': `token: "${world.token}"`,
    'Query.preview': 'asAnyEmployer: true',
    'Query.skillGap': target,
    'Query.recommendations': target,
    'Query.candidates': `requirement: ${REQUIREMENT}`,
    'Query.suggestSkills': `text: "bread", framework: "esco"`,
    'Query.extractRequirements': `text: "Requirements: bread", framework: "esco"`,
    'Query.lintRequirement': `requirement: ${REQUIREMENT}`,
    'Query.acceptanceEffect': `credentialId: "${world.credential}", skillId: "${world.skill}", employerId: "${world.organization}"`,
  };
}

/** A call of every mutation that changes nothing: who may make it is told what is wrong with it. */
export const CALLS: Readonly<Record<string, string>> = {
  setBadgeVisibility: '{ badgeId: "QmFkZ2U6OTk5OTk5", visibility: PRIVATE }',
  grantConsent: '{ audience: ANY_EMPLOYER, scope: ALL_BADGES, purpose: "", endsAt: "2000-01-01T00:00:00Z" }',
  revokeConsent: '{ id: "Q29uc2VudEdyYW50Ojk5OTk5OQ" }',
  withdrawClaim: '{ skillId: "Tm90aGluZzox" }',
  claimPriorLearning: '{ description: "" }',
  submitPriorLearning: '{ id: "Tm90aGluZzox" }',
  withdrawPriorLearning: '{ id: "Tm90aGluZzox" }',
  decidePriorLearning: '{ id: "Tm90aGluZzox", decision: DECLINED }',
  eraseLearner: '{ confirm: "" }',
  createShareLink: '{ scope: ALL_BADGES, purpose: "", endsAt: "2000-01-01T00:00:00Z" }',
  revokeShareLink: '{ id: "U2hhcmVMaW5rOjk5OTk5OQ" }',
  claimSkill: '{ skillId: "U2tpbGw6OTk5OTk5" }',
  createApiClient: '{ name: "", role: PORTAL }',
  rotateApiKey: '{ clientId: "QXBpQ2xpZW50Ojk5OTk5OQ" }',
  revokeApiKey: '{ keyId: "QXBpS2V5Ojk5OTk5OQ" }',
  addMember: '{ issuer: "", subject: "", role: PORTAL }',
  removeMember: '{ membershipId: "TWVtYmVyc2hpcDo5OTk5OTk" }',
  linkLearner: '{ learnerId: "TGVhcm5lcjo5OTk5OTk", issuer: "", subject: "" }',
  unlinkLearner: '{ learnerId: "TGVhcm5lcjo5OTk5OTk" }',
  importBadge: '{ document: {} }',
  importBadges: '{ uploadId: "none" }',
  registerIssuer: '{ organizationId: "T3JnYW5pemF0aW9uOjk5OTk5OQ", issuer: "did:example:x" }',
  registerSource: '{ location: "/nowhere" }',
  updateSource: '{ id: "U291cmNlOjk5OTk5OQ" }',
  removeSource: '{ id: "U291cmNlOjk5OTk5OQ" }',
  startImport: '{ sourceId: "U291cmNlOjk5OTk5OQ" }',
  cancelImport: '{ id: "SW1wb3J0UnVuOjk5OTk5OQ" }',
  rollBackImport: '{ id: "SW1wb3J0UnVuOjk5OTk5OQ" }',
  acceptLinkReviews: '{ reviews: [] }',
  rejectLinkReviews: '{ ids: [] }',
  suggestCrosswalks: '{ from: "", to: "" }',
  publishJob: '{ positionId: "", title: "", requirement: {} }',
  updateJob: '{ jobId: "Sm9iOjk5OTk5OQ" }',
  closeJob: '{ jobId: "Sm9iOjk5OTk5OQ" }',
  mapLevels: '{ fromScale: "", toScale: "", source: "", pairs: [] }',
  acceptCredential: '{ credentialId: "Q3JlZGVudGlhbDo5OTk5OTk", skillId: "U2tpbGw6OTk5OTk5" }',
};

const nameOf = (step: string) => step.replace(/[([].*$/su, '');

function nested(path: readonly string[], selection: string): string {
  const [step, ...rest] = path;
  return step === undefined ? selection : `${step.replace(/\[\d+\]$/u, '')} { ${nested(rest, selection)} }`;
}

function placesOf(path: readonly string[]): (string | number)[] {
  return path.flatMap((step) => {
    const [, index] = /\[(\d+)\]$/u.exec(step) ?? [];
    return index === undefined ? [nameOf(step)] : [nameOf(step), Number(index)];
  });
}
