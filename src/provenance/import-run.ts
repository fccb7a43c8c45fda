/** States of a run, in the order they are passed through; the last four end it. */
export const IMPORT_STATES = [
  'QUEUED',
  'FETCHING',
  'PARSING',
  'APPLYING',
  'LINKING',
  'COMPLETED',
  'COMPLETED_WITH_ISSUES',
  'FAILED',
  'CANCELLED',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** ERROR: the record was left out. WARNING: it is in, with a doubt. */
export const ISSUE_SEVERITIES = ['ERROR', 'WARNING'] as const;
export type IssueSeverity = (typeof ISSUE_SEVERITIES)[number];

/** What a source's owner says about how to read it. */
export interface ImportOptions {
  /** Short code the framework is named by, such as `esco`; the format's own when absent. */
  readonly framework?: string;
  /** The publisher's version, such as `1.2.0`; read from the folder's name when absent. */
  readonly frameworkVersion?: string;
  /** Foreign column name of each column of our template that goes by another name. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** Where a run stands: everything before `position` is committed. */
export interface ImportCheckpoint {
  /** SHA-256 of the input; a changed input starts again rather than mixing two states of it. */
  readonly fingerprint: string;
  /** Records the format had yielded. */
  readonly position: number;
  /** Whether the run notes what it meets: needless where the source has never been read before. */
  readonly tracksSeen: boolean;
}
