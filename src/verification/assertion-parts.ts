import type { Finding } from './check.ts';
import type { Document } from './document.ts';
import type { HostedPart } from './hosted-part.ts';
import type { Answer } from './resolve.ts';

/** An Open Badges 2.0 assertion and what was found of its class and issuer. */
export interface AssertionParts {
  /** As its issuer's host answers it; else as it came. */
  readonly assertion: Document;
  readonly badge: HostedPart;
  readonly issuer: HostedPart;
  /** Of a hosted assertion: what its issuer's host answers. */
  readonly answer?: Answer;
}

/** What the checks of hosted and of signed badges find, each in its way. */
export type AssertionFindings = Record<'PROOF' | 'ISSUER_IDENTITY' | 'REVOCATION', Finding>;
