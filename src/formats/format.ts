import type { HubRecord, Place } from './record.ts';

export type { Place } from './record.ts';

/** One file of an input: a name and its bytes, which may be read more than once. */
export interface InputFile {
  /** Name without folders, such as `skills_en.csv`. */
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/** What is imported in one run: one file, or every file of a folder, and what its owner says about it. */
export interface Input {
  /** Last part of the location, such as `esco-1.2.0`. */
  readonly name: string;
  readonly files: readonly InputFile[];
  /** Names in the folder that lead to no file, such as a link whose target is gone. */
  readonly missing?: readonly string[];
  /** Whether it states only some of the source's records: none that it lacks is taken for deleted. */
  readonly isPartial?: true;
  /** Foreign column name of each column of our template that goes by another name. */
  readonly columns?: Readonly<Record<string, string>>;
  /** JSON of the mapping by which `csv-mapping` reads a foreign table. */
  readonly mapping?: string;
  readonly framework?: string;
  readonly frameworkVersion?: string;
}

/** One thing wrong with the input. An ERROR stands for exactly one record that was left out; a WARNING for one that is in. */
export interface Issue {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: IssueCode;
  readonly place: Place;
  /** What is wrong and the way out, without the place: `"6h" is not a number; write 6`. */
  readonly message: string;
  readonly raw?: string;
  /** Kind and key of the record, when they could be read: such a record is not taken for deleted. */
  readonly record?: { readonly kind: string; readonly key: string };
}

/** Codes of import issues: public, documented in `docs/problems.md`, never renamed. */
export const ISSUE_CODES = {
  FILE_MISSING: 'A file the format expects, or the folder names, is not there; what only it states was not imported.',
  FILE_TRUNCATED: 'The file ends inside a record.',
  ENCODING_INVALID: 'The bytes are not UTF-8, or hold what is no text: U+0000 or half a surrogate pair.',
  CELL_TOO_LARGE: 'A cell is larger than 1 MB.',
  COLUMN_COUNT: 'A row has more or fewer cells than the header.',
  FIELD_MISSING: 'A field the format requires is empty.',
  FIELD_INVALID: 'A field holds a value outside its range.',
  DUPLICATE_KEY: 'Another record of the same input has the same identifier; the first one counts.',
  URI_UNKNOWN: 'A relation names a URI that no record has.',
  HIERARCHY_CYCLE: 'A broader relation would make a concept its own ancestor.',
  SKILL_UNRESOLVED: 'Words that no loaded skill answers to; kept as they are.',
  RECORD_REFUSED: 'The record holds a value that cannot be stored; it was left out.',
  NOTHING_READ: 'The input holds no records, though it held some before; none is taken for deleted.',
  JSON_INVALID: 'The document is not JSON.',
  ARCHIVE_REFUSED: 'A zip, or a file in it, is damaged, encrypted, or larger than is read.',
  BADGE_UNREADABLE: 'The document is no badge, or not one of its format.',
  BADGE_PART_MISSING: 'The class or the issuer of a hosted badge is only an address; it must be fetched and embedded.',
  RECIPIENT_UNKNOWN: 'The badge names nobody who is a learner here.',
  CREDENTIAL_UNRESOLVED: 'Words that no credential of the catalogue answers to; kept as they are.',
  LEVEL_UNRESOLVED: 'Words that name no level of a loaded scale; kept as they are.',
  FILE_UNREAD: 'A file of the input is none that the format knows; nothing of it was imported.',
  LEARNER_RECORD: "The document is a learner's own; only the posting in it, if any, is imported.",
  PAGES_INCOMPLETE:
    'A paged address gave a page twice, more pages than are read, or fewer records than it said; none is taken for deleted.',
  ELEMENT_WITHDRAWN: 'Its publisher withdrew the element: it is kept, and no skill or occupation any more.',
} as const;
export type IssueCode = keyof typeof ISSUE_CODES;

export type Report = (issue: Issue) => void;

/** What is wrong with an input as a whole, before anything of it is read into the hub. */
export interface InputFault {
  readonly code:
    | 'HEADER_INVALID'
    | 'FORMAT_UNRECOGNISED'
    | 'SOURCE_UNREADABLE'
    | 'ADDRESS_REFUSED'
    | 'ARCHIVE_REFUSED'
    | 'SOURCE_TOO_LARGE';
  readonly place: Place;
  readonly message: string;
}

/**
 * One external format: bytes to records and issues. Pure: no database, clock, network or setting. Reading the same input
 * twice yields the same records and issues in the same order, on which resuming after a crash rests.
 */
export interface Format {
  /** Short name, as in `--format esco`. */
  readonly name: string;
  readonly label: string;
  /** Raised when the mapping changes, so that unchanged input is mapped anew. */
  readonly version: number;
  /** Whether it reads zips itself, with bounds of its own; else a zip is handed to it as the files in it. */
  readonly readsZips?: true;
  /** Whether the files of a folder belong together, also those that are of another format when looked at alone. */
  readonly isPackage?: true;
  /** Whether the input is of this format, judged by file names and the first 64 KB of each file; never by extension alone. */
  recognises(input: Input): Promise<boolean>;
  /** Faults that forbid the import as a whole, such as a header without its required columns. Reads headers only. */
  check(input: Input): Promise<readonly InputFault[]>;
  /** Kinds of record (`RecordKind`) a read of this input states completely: only these may lose members. */
  complete(input: Input): readonly string[];
  read(input: Input, report: Report): AsyncIterable<HubRecord>;
}
