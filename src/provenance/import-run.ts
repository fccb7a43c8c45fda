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

/**
 * What may follow each state. A run whose reader died begins again with FETCHING, whatever it was doing; an input that cannot be
 * read, or that did not change, ends before its records are looked at. An end is final.
 */
export const NEXT_STATES: Readonly<Record<ImportState, readonly ImportState[]>> = {
  QUEUED: ['FETCHING', 'CANCELLED', 'FAILED'],
  FETCHING: ['PARSING', 'FETCHING', 'COMPLETED', 'COMPLETED_WITH_ISSUES', 'FAILED', 'CANCELLED'],
  PARSING: ['APPLYING', 'FETCHING', 'COMPLETED', 'COMPLETED_WITH_ISSUES', 'FAILED', 'CANCELLED'],
  APPLYING: ['LINKING', 'FETCHING', 'FAILED', 'CANCELLED'],
  LINKING: ['COMPLETED', 'COMPLETED_WITH_ISSUES', 'FETCHING', 'FAILED', 'CANCELLED'],
  COMPLETED: [],
  COMPLETED_WITH_ISSUES: [],
  FAILED: [],
  CANCELLED: [],
};

/** The states that may come before one. */
export function statesBefore(state: ImportState): ImportState[] {
  return IMPORT_STATES.filter((before) => NEXT_STATES[before].includes(state));
}

/**
 * What a run does. WHOLE: reads its source. DRY_RUN: the same, and undoes all of it, leaving what would have come. LEFT_OUT:
 * reads the source again for the records that an earlier run left out. ROLL_BACK: undoes what an earlier run did.
 */
export const IMPORT_MODES = ['WHOLE', 'DRY_RUN', 'LEFT_OUT', 'ROLL_BACK'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

export const RECORD_CHANGES = ['CREATED', 'UPDATED', 'TOMBSTONED'] as const;
export type RecordChange = (typeof RECORD_CHANGES)[number];

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
  /** JSON of the mapping by which `csv-mapping` reads a foreign table. */
  readonly mapping?: string;
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
