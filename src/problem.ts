/**
 * Every code a caller of the hub can meet, with what it means. Codes are public: documented in `docs/problems.md`,
 * never renamed. Import issues use the second list, since they describe a place in somebody's file.
 */
export const PROBLEM_CODES = {
  UNAUTHENTICATED: 'The request carries no key or token, or one that is not accepted here.',
  FORBIDDEN: 'The key or token is known but may not do this.',
  NOT_FOUND: 'Nothing with that id is visible to the caller.',
  BAD_USER_INPUT: 'An argument is outside its documented range; the message names it.',
  BAD_CURSOR: 'The `after` value was not issued by this field; start again without it.',
  CURSOR_EXPIRED:
    'The feed of changes was begun anew since `since` was issued, as after a backup was restored; download in bulk again.',
  SOURCE_UNREADABLE:
    'The file or folder to import is missing, not readable, or outside the folders allowed for imports.',
  ADDRESS_REFUSED:
    'The address may not be asked: it is not public, leads to one that is not, or is no https address without secrets.',
  SOURCE_TOO_LARGE: 'The source is larger than this hub reads, or is packed to be; nothing was imported.',
  ARCHIVE_REFUSED: 'A zip, or a file in it, is damaged, encrypted, or larger than is read.',
  FORMAT_UNRECOGNISED: 'No format recognises the input; name one.',
  HEADER_INVALID: 'A file lacks columns its format requires; nothing was imported.',
  BADGE_UNREADABLE: 'The document is no badge, or not one of its format.',
  RUN_IN_PROGRESS: 'Another import run of the same source has not ended.',
  RUN_ENDED: 'The import run has come to another end, so that it cannot be cancelled.',
  ROLL_BACK_REFUSED:
    'What the run did cannot be undone: it is not the newest that changed the source, or no longer noted; the message says which.',
  RECORDS_LEFT_OUT:
    'The import run read its source to the end and left out every record, or more than one in twenty; what it applied stays.',
  TOO_MANY_KEYS: 'The client has two live keys, which is what a change from one to the next takes; revoke one first.',
  IDEMPOTENCY_CONFLICT: 'The idempotency key was used for another request within the last 24 hours; make a new key.',
  DOCUMENT_TOO_LARGE: 'The document is deeper, longer or may touch more than is allowed; the message says what.',
  RATE_LIMITED: 'The budget of this hour is used up; `Retry-After` says when it is full again.',
  INDEX_NOT_READY: 'The skills of the framework were imported and are still being indexed; ask again in some minutes.',
  TIMEOUT:
    'What was asked took longer than a statement may, and was cancelled; ask for fewer rows or a narrower filter.',
  SERVICE_UNAVAILABLE: 'A service the hub stands on is away; try again after the stated time.',
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;

/** Codes of requests that reach no field, as GraphQL servers commonly name them, and of faults of ours. Documented too. */
export const REQUEST_CODES = {
  BAD_REQUEST:
    'The HTTP request is no GraphQL request: its method, media type, headers or body are not as they must be.',
  GRAPHQL_PARSE_FAILED: 'The document is not written in GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document asks for what the schema does not have, or as the schema does not allow.',
  OPERATION_RESOLUTION_FAILURE: 'The document holds several operations and none is named, or not the one that is.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'A document is named by its hash; send its text.',
  INTERNAL_SERVER_ERROR: 'A fault of ours; `requestId` names it in our log.',
} as const;

/** Something the caller can act on: a code to branch on, a sentence to read, and where it applies. */
export interface Problem<C extends ProblemCode = ProblemCode> {
  readonly code: C;
  readonly message: string;
  /** The argument or file place at fault, such as `input.path` or `skills_en.csv`. */
  readonly field?: string;
}

/** The outcome of work that can fail for reasons its caller understands; bugs and outages are thrown instead. */
export type Result<T, C extends ProblemCode = ProblemCode> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem<C> };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<C extends ProblemCode>(
  code: C,
  message: string,
  field?: string,
): { readonly ok: false; readonly problem: Problem<C> } {
  return { ok: false, problem: field === undefined ? { code, message } : { code, message, field } };
}

/** A problem travelling as an exception, for places that cannot return a `Result` (resolvers of queries). */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The value of a result; throws its problem as a ProblemError. */
export function valueOrThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemError(result.problem);
}

/** Fails to compile when a union has a member its `switch` does not handle. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
