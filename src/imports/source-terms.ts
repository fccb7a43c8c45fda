import type { SourceSettings } from '../config.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { Fetching } from '../provenance/index.ts';
import type { SourceTerms } from './register-source.ts';
import { faultOfSchedule } from './schedule.ts';
import { type SourceCredentials, sealCredentials } from './source-credentials.ts';
import { placeOf } from './source-location.ts';

/** What a source's owner states beside its location, as it comes; what is absent stays as it is. */
export interface StatedTerms {
  readonly name?: string | undefined;
  readonly isPartial?: boolean | undefined;
  readonly fetching?: Fetching | undefined;
  readonly credentials?: SourceCredentials | null | undefined;
  readonly schedule?: string | null | undefined;
}

/** The terms as they are kept, credentials sealed; or what of them cannot be. */
export function termsOf(
  { name, isPartial, fetching, credentials, schedule }: StatedTerms,
  location: string,
  settings: SourceSettings,
): Result<SourceTerms, 'BAD_USER_INPUT'> {
  const { kind } = placeOf(location);
  if (name !== undefined && name.trim() === '') return fail('BAD_USER_INPUT', 'a name has words', 'name');
  if (schedule != null) {
    const fault =
      kind === 'upload' ? 'an upload is gone after a day; name an address or a path' : faultOfSchedule(schedule);
    if (fault !== null) return fail('BAD_USER_INPUT', `${schedule}: ${fault}`, 'schedule');
  }
  if (kind !== 'address' && (fetching?.paging || fetching?.since || credentials)) {
    const field = credentials ? 'credentials' : fetching?.paging ? 'paging' : 'since';
    return fail('BAD_USER_INPUT', `${field} is about addresses, and ${location} is none`, field);
  }
  const sealed = credentials ? sealCredentials(credentials, location, settings) : ok(credentials);
  if (!sealed.ok) return sealed;
  return ok({
    name: name?.trim(),
    isPartial,
    fetching,
    credentials: sealed.value,
    schedule: schedule?.trim() ?? schedule,
  });
}
