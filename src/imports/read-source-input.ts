import { z } from 'zod';
import { fail, ok, type Result } from '../problem.ts';
import type { Fetching, ImportOptions, Paging, Since } from '../provenance/index.ts';
import type { SourceCredentials } from './source-credentials.ts';
import type {
  PagingInput,
  RegisterSourceInput,
  SinceInput,
  SourceCredentialsInput,
  UpdateSourceInput,
} from './source-inputs.ts';
import type { StatedTerms } from './source-terms.ts';
import type { ImportRequest } from './start-import.ts';

/** Of what a query parameter is named by, up to 100 characters. */
const parameter = z
  .string()
  .regex(/^[\w$.[\]-]{1,100}$/u, 'must be a name of up to 100 letters, digits, _ $ . [ ] and -');
const pointer = z
  .string()
  .max(500)
  .regex(/^(?:\/[^/]*)*$/u, 'must be a JSON Pointer such as /data/items');
const whole = (least: number, most: number) => z.number().min(least).max(most);

const paging = z.object({
  style: z.string(),
  parameter: parameter.optional(),
  sizeParameter: parameter.optional(),
  size: whole(1, 10_000).optional(),
  first: whole(0, 1).optional(),
  items: pointer.optional(),
  next: pointer.optional(),
  pagesAtMost: whole(1, 10_000).optional(),
});
const since = z.object({
  parameter,
  form: z.enum(['INSTANT', 'DAY', 'UNIX_SECONDS']).default('INSTANT'),
  template: z.string().max(500).includes('{since}', { error: 'must hold {since}' }).default('{since}'),
  overlapMinutes: whole(0, 10_080).default(60),
  fullEveryDays: whole(1, 3_650).default(30),
});

type Refused = Result<never, 'BAD_USER_INPUT'>;

/** A registration as the flow takes it. */
export function requestOf(input: RegisterSourceInput): Result<ImportRequest, 'BAD_USER_INPUT'> {
  const { location, format, framework, frameworkVersion, columns, mapping } = input;
  const options: ImportOptions = {
    ...(framework != null && { framework }),
    ...(frameworkVersion != null && { frameworkVersion }),
    ...(columns != null && { columns: Object.fromEntries(columns.map(({ column, header }) => [column, header])) }),
    ...(mapping != null && { mapping }),
  };
  const terms = termsIn(input, {});
  return terms.ok ? ok({ ...terms.value, location, format: format ?? undefined, options }) : terms;
}

/**
 * The terms an input states; what it leaves out stays as it is.
 *
 * @param before  how the source is asked now: paging and since are stated apart and kept together
 */
export function termsIn(input: Omit<UpdateSourceInput, 'id'>, before: Fetching): Result<StatedTerms, 'BAD_USER_INPUT'> {
  const fetching = fetchingOf(input, before);
  if (!fetching.ok) return fetching;
  const credentials = input.credentials == null ? ok(input.credentials) : credentialsOf(input.credentials);
  if (!credentials.ok) return credentials;
  return ok({
    ...{ name: input.name ?? undefined, isPartial: input.isPartial ?? undefined },
    ...{ fetching: fetching.value, credentials: credentials.value, schedule: input.schedule },
  });
}

function fetchingOf(
  input: Pick<UpdateSourceInput, 'paging' | 'since'>,
  before: Fetching,
): Result<Fetching | undefined, 'BAD_USER_INPUT'> {
  if (input.paging === undefined && input.since === undefined) return ok(undefined);
  const pages = input.paging === undefined ? ok(before.paging) : pagingOf(input.paging);
  if (!pages.ok) return pages;
  const news = input.since === undefined ? ok(before.since) : sinceOf(input.since);
  if (!news.ok) return news;
  return ok({ ...(pages.value && { paging: pages.value }), ...(news.value && { since: news.value }) });
}

function pagingOf(input: PagingInput | null): Result<Paging | undefined, 'BAD_USER_INPUT'> {
  if (input === null) return ok(undefined);
  const parsed = paging.safeParse(stated(input));
  return parsed.success ? ok(parsed.data as Paging) : refused(parsed.error, 'paging');
}

function sinceOf(input: SinceInput | null): Result<Since | undefined, 'BAD_USER_INPUT'> {
  if (input === null) return ok(undefined);
  const parsed = since.safeParse(stated(input));
  return parsed.success ? ok(parsed.data) : refused(parsed.error, 'since');
}

function credentialsOf({ bearer, basic, header }: SourceCredentialsInput): Result<SourceCredentials, 'BAD_USER_INPUT'> {
  if ([bearer, basic, header].filter((each) => each != null).length !== 1) {
    return fail('BAD_USER_INPUT', 'state exactly one of bearer, basic and header', 'input.credentials');
  }
  if (basic != null) return ok({ kind: 'basic', ...basic });
  if (header != null) return ok({ kind: 'header', ...header });
  return ok({ kind: 'bearer', token: bearer ?? '' });
}

/** What was stated, null being as good as nothing. */
function stated(input: object): object {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value != null));
}

function refused(error: z.ZodError, field: string): Refused {
  const [issue] = error.issues;
  const place = [field, ...(issue?.path ?? [])].join('.');
  return fail('BAD_USER_INPUT', `${place}: ${issue?.message ?? 'it is not as it must be'}`, `input.${place}`);
}
