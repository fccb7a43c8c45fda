import { type Finding, failed, pass } from './check.ts';
import type { Document } from './document.ts';
import { quoted } from './document.ts';
import { dateFrom, isAfter, said, type When } from './moment.ts';

/** Names of the two dates of a document: from when it holds, and until when. */
interface DateNames {
  readonly from: readonly string[];
  readonly until: readonly string[];
}

/** Source: Verifiable Credentials 2.0, 4.9 and 1.1, 4.6. */
export const CREDENTIAL_DATES: DateNames = {
  from: ['validFrom', 'issuanceDate'],
  until: ['validUntil', 'expirationDate'],
};
/** Source: Open Badges 2.0, Assertion. */
export const ASSERTION_DATES: DateNames = { from: ['issuedOn'], until: ['expires'] };

/** Whether a document holds at a moment, or at some time of a day, by its own dates. */
export function checkDates(document: Document, names: DateNames, when: When): Finding {
  for (const name of [...names.from, ...names.until]) {
    if (document[name] !== undefined && !dateFrom(document[name])) {
      return failed(
        `${name} is ${quoted(document[name])}, which is no moment; it must be written like 2027-01-31T12:00:00Z.`,
      );
    }
  }
  const [from, until] = [first(document, names.from), first(document, names.until)];
  if (!from) return failed(`It does not say from when it holds (${names.from[0]}); the issuer must add that.`);
  if (until && until < from) return failed(`It holds until ${said(until)}, which is before it begins, ${said(from)}.`);
  if (isAfter(from, when.to)) return failed(`It holds from ${said(from)} on, which is after ${said(when.to)}.`);
  if (until && until < when.from) return failed(`It expired ${said(until)}; ask the issuer whether it can be renewed.`);
  return pass(`It holds from ${said(from)}${until ? ` until ${said(until)}` : ' without an end'}.`);
}

function first(document: Document, names: readonly string[]): Date | null {
  return names.map((name) => dateFrom(document[name])).find((date) => date !== null) ?? null;
}
