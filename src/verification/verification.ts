import type { Container, Packaging } from '../formats/index.ts';
import type { Check, CheckName, Finding, Verdict } from './check.ts';
import { CHECK_NAMES, verdictOf } from './check.ts';
import type { Identity } from './check-recipient.ts';
import type { Document } from './document.ts';
import type { When } from './moment.ts';
import type { Resolve } from './resolve.ts';

/** What a badge was found to be. */
export interface Verification {
  readonly packaging: Packaging;
  readonly container: Container;
  readonly verdict: Verdict;
  /** In the order of `CHECK_NAMES`; each at most once. */
  readonly checks: readonly Check[];
  /** The document as verified: of an Open Badges 2.0 assertion with the class and issuer that were fetched put in. */
  readonly document: Document;
  /** When the oldest answer was given that the verdict rests on; absent when nobody was asked. */
  readonly fetchedAt?: Date;
  /** Of a CLR, each credential in it, in its order; they do not weigh on the verdict of the bundle. */
  readonly inner?: readonly Verification[];
}

/** What a verification is told from outside. */
export interface VerifyOptions {
  /** The moment that is asked about; of a day its start. */
  readonly asOf: Date;
  /** The end of the day that is asked about: what held at some time of it counts. */
  readonly asOfEnd?: Date;
  /** When it is asked, after which no proof can have been made; `asOf` when absent. */
  readonly now?: Date;
  /** Null asks nobody, so that what only others can tell is UNKNOWN. */
  readonly resolve: Resolve | null;
  /** The learner the badge should be of; without them the recipient is not looked at. */
  readonly recipients?: readonly Identity[];
  /** Ids of issuers in registries, and the name of the registry each is in. */
  readonly knownIssuers?: ReadonlyMap<string, string>;
}

/** What the options ask about. */
export function whenOf({ asOf, asOfEnd = asOf, now = asOfEnd }: VerifyOptions): When {
  return { from: asOf, to: asOfEnd, now };
}

/** Checks in their order from what each found; those that found nothing are left out. */
export function asChecks(findings: Partial<Record<CheckName, Finding>>): { checks: Check[]; verdict: Verdict } {
  const checks = CHECK_NAMES.flatMap((name) => {
    const finding = findings[name];
    return finding ? [{ name, ...finding }] : [];
  });
  return { checks, verdict: verdictOf(checks) };
}
