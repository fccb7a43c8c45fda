/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A column of our template and the foreign header that holds it. */
export type ColumnMappingInput = {
  /** Our column, such as `title_en`. */
  column: string;
  /** The file's header, such as `Course name`. */
  header: string;
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
  /** It ended early; `failure` says why. */
  | 'FAILED'
  /** Its files are opened. */
  | 'FETCHING'
  /** Words are tied to skills. */
  | 'LINKING'
  /** Its form is read. */
  | 'PARSING'
  /** It waits for a worker. */
  | 'QUEUED';

/** ERROR: the record was left out. WARNING: it is in, with a doubt. */
export type IssueSeverity =
  /** The record was left out. */
  | 'ERROR'
  /** The record is in, with a doubt. */
  | 'WARNING';

/** Which occupations; what is absent does not limit. */
export type OccupationFilter = {
  /** The framework's own code, such as ESCO's `2511.3`. */
  code?: string | null | undefined;
  /** Short code, such as `esco`. */
  framework?: string | null | undefined;
  /** A whole label or alias in any language, whatever its case. */
  label?: string | null | undefined;
};

/** A file or folder, and what its owner says about it. */
export type RegisterSourceInput = {
  /** Columns of a spreadsheet that go by other names; none when absent. */
  columns?: Array<ColumnMappingInput> | null | undefined;
  /** One of esco, framework-csv, catalogue-csv, open-badges; recognised when absent. */
  format?: string | null | undefined;
  /** Short code to load a framework under; the source's own when absent. */
  framework?: string | null | undefined;
  /** The publisher's name of the version, such as `1.2.0`; left open when absent. */
  frameworkVersion?: string | null | undefined;
  /** Yours and new for each thing asked, 16 to 255 characters, such as a UUID. Asked again with it within a day, the mutation is not done again and answers the same. */
  idempotencyKey?: string | null | undefined;
  /** Path of a file or folder the server can read. */
  location: string;
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
  /** Its framework does not say. */
  | 'UNSPECIFIED';

/** A registered source, or a location to register on the way. */
export type StartImportInput = {
  /** Yours and new for each thing asked, 16 to 255 characters, such as a UUID. Asked again with it within a day, the mutation is not done again and answers the same. */
  idempotencyKey?: string | null | undefined;
  /** A location to register first; leave `sourceId` out. */
  source?: RegisterSourceInput | null | undefined;
  /** A registered source; leave `source` out. */
  sourceId?: string | null | undefined;
};

export type StartImportMutationVariables = Exact<{
  input: StartImportInput;
}>;


export type StartImportMutation = { startImport: { importRun: { id: string, state: ImportState } | null, errors: Array<{ code: string, message: string, field: string | null }> } };

export type ImportRunQueryVariables = Exact<{
  id: string;
}>;


export type ImportRunQuery = { importRun: { id: string, state: ImportState, seen: number, created: number, updated: number, unchanged: number, tombstoned: number, issueCount: number, warningCount: number, progress: number | null, failure: { code: string, message: string } | null, issues: { nodes: Array<{ severity: IssueSeverity, code: string, file: string | null, line: number | null, column: string | null, pointer: string | null, message: string }> } } | null };

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


export const StartImportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartImport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartImportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startImport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<StartImportMutation, StartImportMutationVariables>;
export const ImportRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ImportRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"tombstoned"}},{"kind":"Field","name":{"kind":"Name","value":"issueCount"}},{"kind":"Field","name":{"kind":"Name","value":"warningCount"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"file"}},{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"pointer"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ImportRunQuery, ImportRunQueryVariables>;
export const FrameworksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Frameworks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"frameworks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"skillCount"}},{"kind":"Field","name":{"kind":"Name","value":"occupationCount"}},{"kind":"Field","name":{"kind":"Name","value":"essentialLinkCount"}},{"kind":"Field","name":{"kind":"Name","value":"optionalLinkCount"}}]}}]}}]}}]} as unknown as DocumentNode<FrameworksQuery, FrameworksQueryVariables>;
export const SkillsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Skills"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SkillFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"skills"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"framework"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SkillsQuery, SkillsQueryVariables>;
export const OccupationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Occupations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OccupationFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"occupations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<OccupationsQuery, OccupationsQueryVariables>;