import { z } from 'zod';
import { type Finding, failed, pass } from './check.ts';
import { faultOf } from './check-structure.ts';
import { type Document, listOf, quoted } from './document.ts';

const text = z.string().trim().min(1);
const typed = (...names: readonly string[]) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.string()).refine((types) => names.some((name) => types.includes(name)), {
      error: ({ input }) => `names ${quoted(input)} and must name ${names.join(' or ')}`,
    }),
  );

/** An address or the thing itself, as version 2.0 allows for every part. */
const addressOr = (part: z.ZodType) => z.union([text, part]);
const anyObject = z.looseObject({});

/** Source: Open Badges 2.0, Assertion. */
const Assertion = z.looseObject({
  type: typed('Assertion'),
  id: text,
  recipient: z.looseObject({ type: text, identity: text, hashed: z.boolean().optional() }),
  badge: addressOr(anyObject),
  verification: z.looseObject({ type: typed('hosted', 'HostedBadge', 'signed', 'SignedBadge') }),
  issuedOn: z.string(),
  evidence: z.union([text, anyObject, z.array(addressOr(anyObject))]).optional(),
});

/** Source: Open Badges 2.0, BadgeClass. */
const BadgeClass = z.looseObject({
  id: text.optional(),
  type: typed('BadgeClass'),
  name: text,
  description: text,
  criteria: addressOr(anyObject),
  issuer: addressOr(anyObject),
  alignment: z.union([anyObject, z.array(anyObject)]).optional(),
});

/** Source: Open Badges 2.0, Profile. */
const Profile = z.looseObject({ id: text, type: typed('Issuer', 'Profile'), name: text });

const CONTEXT = /^https?:\/\/(?:w3id\.org|purl\.org)\/openbadges\/v2/u;

/** Whether an assertion, its class and its issuer, as far as they are known, have the parts the standard demands. */
export function checkAssertionStructure(assertion: Document, badge: Document | null, issuer: Document | null): Finding {
  const parts: readonly (readonly [string, z.ZodType, Document | null])[] = [
    ['an Assertion', Assertion, assertion],
    ['a BadgeClass', BadgeClass, badge],
    ['an issuer Profile', Profile, issuer],
  ];
  for (const [name, model, part] of parts) {
    const parsed = part && model.safeParse(part);
    if (parsed && !parsed.success)
      return failed(`It is not ${name} of Open Badges 2.0: ${faultOf(parsed.error, part)}.`);
  }
  const missing = badge && issuer ? '' : ' Its class or issuer could not be looked at.';
  return pass(`It has the parts of an Assertion of Open Badges 2.0.${missing}`);
}

/** The first context is the standard's; others define extensions, which decide nothing here. */
export function checkAssertionContext(assertion: Document): Finding {
  const contexts = listOf(assertion['@context']);
  if (contexts.some((each) => typeof each === 'string' && CONTEXT.test(each))) {
    return pass('Its @context is that of Open Badges 2.0.');
  }
  return failed(`Its @context is ${quoted(assertion['@context'])}; it must be https://w3id.org/openbadges/v2.`);
}
