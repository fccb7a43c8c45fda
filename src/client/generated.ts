/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A name and a password (RFC 7617). */
export type BasicCredentialsInput = {
  /** Kept sealed, and never given back. */
  password: string;
  /** Without a colon. */
  username: string;
};

/** Which candidates; what is absent does not limit. */
export type CandidateFilter = {
  /** True leaves out who does not meet all that is required. */
  allRequiredMet?: boolean | null | undefined;
  /** True keeps who lacks something required that one credential would bring; see `nearest`. */
  isNearMiss?: boolean | null | undefined;
  /** Language the learner reads, BCP 47: `fr` also keeps `fr-CA`. */
  language?: string | null | undefined;
  /** True leaves out who shows no comparable level, or a lower one, where a level is required. */
  levelsReached?: boolean | null | undefined;
  /** 0 to 1. */
  minScore?: number | null | undefined;
  /** Region of the learner, exactly as they or their source name it. */
  region?: string | null | undefined;
  /** True counts verified badges alone. */
  verifiedOnly?: boolean | null | undefined;
};

/** A column of our template and the foreign header that holds it. */
export type ColumnMappingInput = {
  /** Our column, such as `title_en`. */
  column: string;
  /** The file's header, such as `Course name`. */
  header: string;
};

/** Which credentials; what is absent does not limit. */
export type CredentialFilter = {
  /** Any of them; a credential that states none is left out. */
  deliveryModes?: Array<DeliveryMode> | null | undefined;
  /** A language of instruction, BCP 47. */
  language?: string | null | undefined;
  /** In cents of its own currency; a credential that states no cost is left out. */
  maxCostCents?: number | null | undefined;
  /** Who awards it. */
  providerId?: string | null | undefined;
  /** A skill it teaches or assesses. */
  skillId?: string | null | undefined;
  /** Any of them; every type when absent. */
  types?: Array<CredentialType> | null | undefined;
};

/** What a list is sorted by, ascending: NAME as it reads in the request language, COST in cents, HOURS of workload. */
export type CredentialOrder =
  /** Cheapest first; without a stated cost last. */
  | 'COST'
  /** Shortest first; without stated hours last. */
  | 'HOURS'
  /** In the order they came in. */
  | 'ID'
  /** By alphabet, as it reads in the request language. */
  | 'NAME';

/** What a credential has to do with a skill. */
export type CredentialSkillRelation =
  /** CTDL ceterms:assesses. */
  | 'ASSESSES'
  /** One must have it before. */
  | 'REQUIRES'
  /** CTDL ceterms:teaches; proficiency is not assessed. */
  | 'TEACHES';

/** CTDL's tree of credential classes. Source: ceterms classes. */
export type CredentialType =
  /** CTDL ceterms:Badge. */
  | 'BADGE'
  /** CTDL ceterms:Certificate: says that one met the requirements of a programme. */
  | 'CERTIFICATE'
  /** Says that one took part to the end. */
  | 'CERTIFICATE_OF_COMPLETION'
  /** Time-limited and renewed, by a body of a profession. */
  | 'CERTIFICATION'
  /** A course that awards no more than itself. */
  | 'COURSE'
  /** CTDL ceterms:Degree: a bachelor’s, a master’s or a doctorate, among others. */
  | 'DEGREE'
  /** CTDL ceterms:Diploma: awarded for a longer programme, below a degree. */
  | 'DIPLOMA'
  /** Permits one to practise. */
  | 'LICENSE'
  /** CTDL ceterms:MicroCredential. */
  | 'MICRO_CREDENTIAL'
  /** The source names a type of its own. */
  | 'OTHER';

/** How it is taught. Source: CTDL ceterms:deliveryType. */
export type DeliveryMode =
  /** At a place. */
  | 'FACE_TO_FACE'
  /** Partly online, partly at a place. */
  | 'HYBRID'
  /** Online, at hours of one’s own. */
  | 'ONLINE_ASYNC'
  /** Online, at set hours. */
  | 'ONLINE_SYNC'
  /** At work. */
  | 'WORKPLACE';

/** A header of the host’s own, such as `X-Api-Key`. */
export type HeaderCredentialsInput = {
  /** Name of the header. */
  name: string;
  /** Kept sealed, and never given back. */
  value: string;
};

/** States of a run in order; the last four end it. */
export type ImportState =
  /** Records are read and stored. */
  | 'APPLYING'
  /** It was stopped before its end. */
  | 'CANCELLED'
  /** Done, with no issue. */
  | 'COMPLETED'
  /** Done; `issues` says what was left out or doubted. */
  | 'COMPLETED_WITH_ISSUES'
  /** It ended early, or left out too much; `failure` says why. */
  | 'FAILED'
  /** Its files are opened. */
  | 'FETCHING'
  /** Words are tied to skills. */
  | 'LINKING'
  /** Its form is read. */
  | 'PARSING'
  /** It waits for a worker. */
  | 'QUEUED';

/** How much an employer needs it; UNSPECIFIED: the posting does not say. */
export type Importance =
  /** Welcome, not needed; counted a third. */
  | 'PREFERRED'
  /** Needed; counted in full. */
  | 'REQUIRED'
  /** The posting does not say; counted in full. */
  | 'UNSPECIFIED';

/** ERROR: the record was left out. WARNING: it is in, with a doubt. */
export type IssueSeverity =
  /** The record was left out. */
  | 'ERROR'
  /** The record is in, with a doubt. */
  | 'WARNING';

/** How a moment is written in an address. */
export type MomentForm =
  /** Its day in UTC, such as `2026-03-01`. */
  | 'DAY'
  /** ISO 8601 in UTC, such as `2026-03-01T04:30:00.000Z`. */
  | 'INSTANT'
  /** Seconds since 1970. */
  | 'UNIX_SECONDS';

/** Which occupations; what is absent does not limit. */
export type OccupationFilter = {
  /** The framework's own code, such as ESCO's `2511.3`. */
  code?: string | null | undefined;
  /** Short code, such as `esco`. */
  framework?: string | null | undefined;
  /** A whole label or alias in any language, whatever its case. */
  label?: string | null | undefined;
};

/** How an address is asked page by page; what is left out is as usual for the style. */
export type PagingInput = {
  /** Number of the first page, 0 or 1; 1 when absent. */
  first?: number | null | undefined;
  /** JSON Pointer (RFC 6901) to the records of a page; the page itself or the first list in it when absent. */
  items?: string | null | undefined;
  /** JSON Pointer to the next cursor or address; `/next` when absent. */
  next?: string | null | undefined;
  /** Pages that are read at most, up to 10,000; 1,000 when absent. */
  pagesAtMost?: number | null | undefined;
  /** Query parameter of the page's number, the offset or the cursor. */
  parameter?: string | null | undefined;
  /** Records a page is asked to have, 1 to 10,000; 100 when absent. */
  size?: number | null | undefined;
  /** Query parameter of how many records a page has. */
  sizeParameter?: string | null | undefined;
  /** How pages are told apart. */
  style: PagingStyle;
};

/** How an address gives its records page by page: four ways that are general, then those of hosts the field uses. */
export type PagingStyle =
  /** Badgr's API v2. */
  | 'BADGR'
  /** CASE 1.0 and 1.1: lists `CFDocuments`, and reads the package of each. */
  | 'CASE'
  /** Search of the Credential Registry. */
  | 'CREDENTIAL_REGISTRY'
  /** Credly's API. */
  | 'CREDLY'
  /** The body says what is next: an address, or a cursor for a query parameter. */
  | 'CURSOR'
  /** The header `Link` with `rel="next"` says what is next (RFC 8288). */
  | 'LINK'
  /** Records are counted in a query parameter, up to an empty page or a shorter one. */
  | 'OFFSET'
  /** OSMT's API v3. */
  | 'OSMT'
  /** Pages are numbered in a query parameter, up to an empty or a shorter one. */
  | 'PAGE';

/** The learner's limits and what they want least of. */
export type PlanConstraints = {
  /** Plans at most, 1 to 3. */
  alternatives?: number;
  /** Modes the learner takes; a credential that states none is left out. Any when absent. */
  deliveryModes?: Array<DeliveryMode> | null | undefined;
  /** `YYYY-MM-DD`: the last day of the last step at the latest. No limit when absent. */
  endsBy?: string | null | undefined;
  /** What the learner pays with. */
  funding?: PlanFunding;
  /** Also closes what the target only prefers. */
  includePreferred?: boolean;
  /** Languages of instruction the learner takes, BCP 47. */
  languages?: Array<string> | null | undefined;
  /** Of a whole plan, in cents, 0 or more; a cost not stated counts as the dearest known. No limit when absent. */
  maxCostCents?: number | null | undefined;
  /** Of a whole plan, 0 or more. No limit when absent. */
  maxCredentials?: number | null | undefined;
  /** Of a whole plan, 0 or more; hours not stated count as the longest known. No limit when absent. */
  maxHours?: number | null | undefined;
  /** From the first day to the last, 0 or more; a length not stated counts as the longest known. No limit when absent. */
  maxWeeks?: number | null | undefined;
  /** What is kept small among plans that close as much. */
  objective?: PlanObjective;
  /** Also has learning already had recognised, where a provider recognises all of a credential: at its fee, without hours of study. Beside the course it is offered either way. */
  priorLearning?: boolean;
  /** `YYYY-MM-DD`: nothing begins before it; the day of `asOf` when absent. With it, with `endsBy` or with `maxWeeks`, runs that no source has a date for are left out. */
  startsFrom?: string | null | undefined;
};

/** What the learner pays with. OSAP pays for one micro-credential at a time: study it pays for never overlaps. */
export type PlanFunding =
  /** OSAP alone: credentials approved for it, one after the other. */
  | 'APPROVED_ONLY'
  /** As APPROVED_ONLY, and also credentials that meet the rules while approval is not confirmed. */
  | 'ELIGIBLE_ONLY'
  /** No OSAP: credentials approved for it may overlap. */
  | 'NONE'
  /** OSAP where a credential is approved for it; those never overlap. */
  | 'WHERE_APPROVED';

/** What a plan keeps small: cost, hours or the number of credentials. */
export type PlanObjective =
  /** Cents. */
  | 'COST'
  /** The number of credentials. */
  | 'COUNT'
  /** Hours of workload. */
  | 'HOURS';

/** Where records come from, and what its owner says about it. */
export type RegisterSourceInput = {
  /** Columns of a spreadsheet that go by other names; none when absent. */
  columns?: Array<ColumnMappingInput> | null | undefined;
  /** What the host is asked with; null for nothing. */
  credentials?: SourceCredentialsInput | null | undefined;
  /** One of esco, esco-tabiya, crosswalk, osmt-codes, onet, nice, oasis, noc, framework-csv, catalogue-csv, case, ctdl, hr-open, jdx, job-posting, rsd-csv, rsd, schema-org, csv-mapping, course-csv, open-badges; told by content when absent, of an address at its first reading. */
  format?: string | null | undefined;
  /** Short code to load a framework under; the source's own when absent. */
  framework?: string | null | undefined;
  /** The publisher's name of the version, such as `1.2.0`; left open when absent. */
  frameworkVersion?: string | null | undefined;
  /** Yours and new for each thing asked, 16 to 255 characters, such as a UUID. Asked again with it within a day, the mutation is not done again and answers the same. */
  idempotencyKey?: string | null | undefined;
  /** Whether a reading states only some of the records, so that none is taken for deleted; false when absent. */
  isPartial?: boolean | null | undefined;
  /** Path of a file or folder the server can read, `upload:ID` of a file left at `POST /uploads`, or an https address. A zip is the files in it. */
  location: string;
  /** JSON of a mapping of foreign columns to ours, for `csv-mapping`; none when absent. */
  mapping?: string | null | undefined;
  /** What lists call it; the last part of the location when absent. */
  name?: string | null | undefined;
  /** For an address that gives pages; null for one answer. */
  paging?: PagingInput | null | undefined;
  /** When it is read: a cron pattern of five fields, in UTC, such as `30 4 * * *`; null for on request alone. */
  schedule?: string | null | undefined;
  /** For a host that tells what changed; null to read all each time. */
  since?: SinceInput | null | undefined;
};

/** How a requirement stands in the eyes of the viewer. NOT_DISCLOSED: nothing shared with them shows it. */
export type RequirementState =
  /** A badge that is not verified, or the learner’s own word, shows it. */
  | 'CLAIMED'
  /** Evidence of another skill, one relation away, bears on it. */
  | 'INFERRED'
  /** What showed it has expired or was revoked. */
  | 'LAPSED'
  /** Nothing shows it, and the viewer sees all there is. */
  | 'MISSING'
  /** Nothing the viewer may see shows it. */
  | 'NOT_DISCLOSED'
  /** Its words name no loaded skill, so nothing can show it yet. */
  | 'UNRESOLVED'
  /** A verified badge shows the skill itself. */
  | 'VERIFIED';

/** How a host is asked for what changed since the last reading. Such a reading tells nothing gone. */
export type SinceInput = {
  /** How the moment is written; INSTANT when absent. */
  form?: MomentForm | null | undefined;
  /** Days after which all is read again, which alone tells what is gone, 1 to 3,650; 30 when absent. */
  fullEveryDays?: number | null | undefined;
  /** Minutes before the last reading that are asked for again, 0 to 10,080; 60 when absent. */
  overlapMinutes?: number | null | undefined;
  /** Query parameter that holds the moment, such as `from`. */
  parameter: string;
  /** What the parameter holds around `{since}`, such as `lastChangeDateTime>'{since}'`; the moment alone when absent. */
  template?: string | null | undefined;
};

/** Which skills; what is absent does not limit. */
export type SkillFilter = {
  /** Short code, such as `esco`. */
  framework?: string | null | undefined;
  /** All but GROUP when absent. */
  kinds?: Array<SkillKind> | null | undefined;
  /** A whole label or alias in any language, whatever its case. */
  label?: string | null | undefined;
};

/** What kind of competency it is; GROUP is a heading. Source: ESCO skillType. */
export type SkillKind =
  /** An enduring capacity, such as night vision (O*NET). */
  | 'ABILITY'
  /** A disposition, such as patience. */
  | 'ATTITUDE'
  /** A heading, which nobody holds. */
  | 'GROUP'
  /** Something known rather than done. */
  | 'KNOWLEDGE'
  /** A human language. */
  | 'LANGUAGE'
  /** ESCO skill/competence. */
  | 'SKILL'
  /** Something done at work (NICE, CTDL). */
  | 'TASK'
  /** Its framework does not say. */
  | 'UNSPECIFIED';

/** What a host is asked with: exactly one of these. Kept sealed, never given back, and sent to no other host. */
export type SourceCredentialsInput = {
  /** Sent as `Authorization: Basic …`. */
  basic?: BasicCredentialsInput | null | undefined;
  /** A token, sent as `Authorization: Bearer …`. */
  bearer?: string | null | undefined;
  /** Sent as they are. */
  header?: HeaderCredentialsInput | null | undefined;
};

/** A registered source, or a location to register on the way. */
export type StartImportInput = {
  /** Columns that go by other names, of a registered source, from this run on; as before when absent. */
  columns?: Array<ColumnMappingInput> | null | undefined;
  /** Shows what would come of it, as the run’s `diff`, counters and issues, and changes nothing else. */
  dryRun?: boolean | null | undefined;
  /** Yours and new for each thing asked, 16 to 255 characters, such as a UUID. Asked again with it within a day, the mutation is not done again and answers the same. */
  idempotencyKey?: string | null | undefined;
  /** Reads only the records that the newest run left out; nothing is taken for gone. */
  onlyFailed?: boolean | null | undefined;
  /** A location to register first; leave `sourceId` out. */
  source?: RegisterSourceInput | null | undefined;
  /** A registered source; leave `source` out. */
  sourceId?: string | null | undefined;
};

export type CredentialsQueryVariables = Exact<{
  filter?: CredentialFilter | null | undefined;
  orderBy?: CredentialOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type CredentialsQuery = { credentials: { totalCount: number, nodes: Array<{ id: string, uri: string, name: string, type: CredentialType, costCents: number | null, currency: string | null, totalHours: number | null, provider: { id: string, name: string }, skills: Array<{ relation: CredentialSkillRelation, statement: string, skill: { id: string, label: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type StartImportMutationVariables = Exact<{
  input: StartImportInput;
}>;


export type StartImportMutation = { startImport: { importRun: { id: string, state: ImportState } | null, errors: Array<{ code: string, message: string, field: string | null }> } };

export type ImportRunQueryVariables = Exact<{
  id: string;
}>;


export type ImportRunQuery = { importRun: { id: string, state: ImportState, seen: number, created: number, updated: number, unchanged: number, tombstoned: number, issueCount: number, warningCount: number, progress: number | null, failure: { code: string, message: string } | null, issues: { nodes: Array<{ severity: IssueSeverity, code: string, file: string | null, line: number | null, column: string | null, pointer: string | null, message: string }> } } | null };

export type SkillGapQueryVariables = Exact<{
  learnerId: string;
  jobId?: string | null | undefined;
  occupationId?: string | null | undefined;
}>;


export type SkillGapQuery = { skillGap: { score: number, requiredMet: number, requiredTotal: number, requirements: Array<{ label: string, importance: Importance, state: RequirementState, reason: string }> } };

export type RecommendationsQueryVariables = Exact<{
  learnerId: string;
  jobId?: string | null | undefined;
  occupationId?: string | null | undefined;
  constraints?: PlanConstraints | null | undefined;
}>;


export type RecommendationsQuery = { recommendations: { plans: Array<{ costCents: number, hours: number, requiredMetAfter: number, requiredTotal: number, steps: Array<{ closes: Array<string>, reasons: Array<string>, credential: { id: string, name: string, provider: { id: string, name: string } } }> }> } };

export type CandidatesQueryVariables = Exact<{
  jobId: string;
  filter?: CandidateFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type CandidatesQuery = { candidates: { nodes: Array<{ score: number, requiredMet: number, requiredTotal: number, learner: { id: string, pseudonym: string, displayName: string | null }, requirements: Array<{ label: string, state: RequirementState, reason: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FrameworksQueryVariables = Exact<{ [key: string]: never; }>;


export type FrameworksQuery = { frameworks: { nodes: Array<{ id: string, code: string, name: string, skillCount: number, occupationCount: number, essentialLinkCount: number, optionalLinkCount: number }> } };

export type SkillsQueryVariables = Exact<{
  filter?: SkillFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SkillsQuery = { skills: { totalCount: number, nodes: Array<{ id: string, uri: string, label: string, kind: SkillKind, framework: { id: string, code: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OccupationsQueryVariables = Exact<{
  filter?: OccupationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type OccupationsQuery = { occupations: { totalCount: number, nodes: Array<{ id: string, uri: string, label: string, code: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };


export const CredentialsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Credentials"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CredentialFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CredentialOrder"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"credentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"costCents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"totalHours"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"skills"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"relation"}},{"kind":"Field","name":{"kind":"Name","value":"statement"}},{"kind":"Field","name":{"kind":"Name","value":"skill"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CredentialsQuery, CredentialsQueryVariables>;
export const StartImportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartImport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartImportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startImport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<StartImportMutation, StartImportMutationVariables>;
export const ImportRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ImportRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"tombstoned"}},{"kind":"Field","name":{"kind":"Name","value":"issueCount"}},{"kind":"Field","name":{"kind":"Name","value":"warningCount"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"file"}},{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"pointer"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ImportRunQuery, ImportRunQueryVariables>;
export const SkillGapDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SkillGap"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"learnerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jobId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"occupationId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"skillGap"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"learnerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"learnerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"jobId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jobId"}}},{"kind":"Argument","name":{"kind":"Name","value":"occupationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"occupationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"requiredMet"}},{"kind":"Field","name":{"kind":"Name","value":"requiredTotal"}},{"kind":"Field","name":{"kind":"Name","value":"requirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"importance"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<SkillGapQuery, SkillGapQueryVariables>;
export const RecommendationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Recommendations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"learnerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jobId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"occupationId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"constraints"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PlanConstraints"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recommendations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"learnerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"learnerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"jobId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jobId"}}},{"kind":"Argument","name":{"kind":"Name","value":"occupationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"occupationId"}}},{"kind":"Argument","name":{"kind":"Name","value":"constraints"},"value":{"kind":"Variable","name":{"kind":"Name","value":"constraints"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plans"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"costCents"}},{"kind":"Field","name":{"kind":"Name","value":"hours"}},{"kind":"Field","name":{"kind":"Name","value":"requiredMetAfter"}},{"kind":"Field","name":{"kind":"Name","value":"requiredTotal"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"credential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"closes"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RecommendationsQuery, RecommendationsQueryVariables>;
export const CandidatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Candidates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jobId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CandidateFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"candidates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"jobId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jobId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"requiredMet"}},{"kind":"Field","name":{"kind":"Name","value":"requiredTotal"}},{"kind":"Field","name":{"kind":"Name","value":"learner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"pseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CandidatesQuery, CandidatesQueryVariables>;
export const FrameworksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Frameworks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"frameworks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"skillCount"}},{"kind":"Field","name":{"kind":"Name","value":"occupationCount"}},{"kind":"Field","name":{"kind":"Name","value":"essentialLinkCount"}},{"kind":"Field","name":{"kind":"Name","value":"optionalLinkCount"}}]}}]}}]}}]} as unknown as DocumentNode<FrameworksQuery, FrameworksQueryVariables>;
export const SkillsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Skills"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SkillFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"skills"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"framework"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SkillsQuery, SkillsQueryVariables>;
export const OccupationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Occupations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OccupationFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"occupations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<OccupationsQuery, OccupationsQueryVariables>;