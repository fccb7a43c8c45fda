import type { LocalizedText } from '../db/columns.ts';
import type { HubRecord } from './record.ts';

/** A record on its way out. */
export interface ExportRecord {
  readonly record: HubRecord;
  /**
   * Whether `record.raw` is a record of the format written: then it goes out as it came, unknown fields included. Otherwise it is
   * mapped from what the hub holds. A `kept` record is handed only to the format it came in.
   */
  readonly isOwn: boolean;
  /** Of a credential: the skills its words were linked to, a word each. A word that no skill answers to is not among them. */
  readonly linked?: readonly LinkedSkill[];
}

/** What a credential's words stand for. */
export interface LinkedSkill {
  /** As the credential's record states it. */
  readonly statement: string;
  readonly uri: string;
  readonly code?: string;
  readonly labels: LocalizedText;
  readonly framework: LocalizedText;
  /** Name of the format the skill came in, such as `case`. */
  readonly format?: string;
}

/** What is being written, for the head of a file. */
export interface ExportHead {
  /** Name of the framework or catalogue. */
  readonly title: string;
  /** Where the hub answers, without a slash at the end; for addresses of things that have none of their own. */
  readonly hubUrl: string;
  /** ISO 8601. */
  readonly writtenAt: string;
  /** The attribution a licence asks for. */
  readonly attribution?: string;
}

/**
 * The way out of one external format: records to text, a piece at a time. Pure, as `Format` is. What was read in this format and
 * is written back, read again, makes no change.
 */
export interface Exporter {
  /** As the format's own, such as `case`. */
  readonly name: string;
  readonly label: string;
  /**
   * FRAMEWORK: one framework's skills, occupations and relations. CATALOGUE: organisations and credentials. JOBS: postings, each with
   * its employer and its requirement tree.
   */
  readonly writes: readonly ('FRAMEWORK' | 'CATALOGUE' | 'JOBS')[];
  readonly mediaType: string;
  /** Without the dot, such as `json`. */
  readonly extension: string;
  /**
   * @param records  organisations before their credentials; a framework, then level scales, skills, occupations, then relations;
   *   kept ones last
   */
  write(records: AsyncIterable<ExportRecord>, head: ExportHead): AsyncIterable<string>;
}
