import { z } from 'zod';
import type { Packaging } from '../formats/index.ts';
import { type Finding, failed, pass, unknown } from './check.ts';
import { type Document, listOf, quoted } from './document.ts';

/** Most values a document may hold: canonicalising is more than linear, and the largest real transcripts have a tenth. */
const VALUES_AT_MOST = 50_000;

/** Most credentials of one bundle. */
export const INNER_AT_MOST = 500;

const text = z.string().trim().min(1);
const moment = z.string();

/** The types of an object, which must name one of some. */
const typed = (...names: readonly string[]) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.string()).refine((types) => names.some((name) => types.includes(name)), {
      error: ({ input }) => `names ${quoted(input)} and must name ${names.join(' or ')}`,
    }),
  );

const Image = z.union([text, z.looseObject({ id: text, type: typed('Image') })]);
const Profile = z.looseObject({ id: text, type: typed('Profile'), name: text.optional() });
const Issuer = z.union([text, Profile], { error: () => 'must be an address or a Profile with id and type' });
const Alignment = z.looseObject({ type: typed('Alignment'), targetName: text, targetUrl: text });
const Alignments = z.array(Alignment, { error: 'must be a list, even of one' }).optional();
const Identity = z.looseObject({
  type: typed('IdentityObject'),
  hashed: z.boolean(),
  identityHash: text,
  identityType: text,
});
const Evidence = z.looseObject({ type: typed('Evidence') });
const Result = z.looseObject({ type: typed('Result'), alignment: Alignments });
const ResultDescription = z.looseObject({
  id: text,
  type: typed('ResultDescription'),
  name: text,
  resultType: text,
  alignment: Alignments,
});

const Achievement = z.looseObject({
  id: text,
  type: typed('Achievement'),
  name: text,
  description: text,
  criteria: z.looseObject({ id: text.optional(), narrative: text.optional() }),
  achievementType: text.optional(),
  image: Image.optional(),
  creator: Issuer.optional(),
  alignment: Alignments,
  resultDescription: z.array(ResultDescription).optional(),
});

const Status = z.looseObject({ type: text });
const statuses = z.union([Status, z.array(Status)]).optional();

/** What every credential has. Source: Verifiable Credentials 2.0, 4; 1.1, 4. */
const Credential = z.looseObject({
  id: text.optional(),
  type: typed('VerifiableCredential'),
  issuer: z.union([text, z.looseObject({ id: text })], { error: () => 'must be an address or an object with an id' }),
  credentialSubject: z.union([z.looseObject({}), z.array(z.looseObject({})).min(1)]),
  validFrom: moment.optional(),
  validUntil: moment.optional(),
  issuanceDate: moment.optional(),
  expirationDate: moment.optional(),
  credentialStatus: statuses,
});

/** Source: Open Badges 3.0, AchievementCredential, and the JSON Schema published with it. */
const AchievementCredential = Credential.extend({
  id: text,
  issuer: Issuer,
  credentialSubject: z.looseObject({
    id: text.optional(),
    type: typed('AchievementSubject'),
    identifier: z.array(Identity).optional(),
    achievement: Achievement.optional(),
    result: z.array(Result).optional(),
  }),
  evidence: z.array(Evidence, { error: 'must be a list, even of one' }).optional(),
});

/** Source: Open Badges 3.0, EndorsementCredential. */
const EndorsementCredential = Credential.extend({
  id: text,
  issuer: Issuer,
  credentialSubject: z.looseObject({
    id: text,
    type: typed('EndorsementSubject'),
    endorsementComment: text.optional(),
  }),
});

/** Source: CLR 2.0, ClrCredential. */
const ClrCredential = Credential.extend({
  id: text,
  issuer: Issuer,
  name: text,
  partial: z.boolean().optional(),
  credentialSubject: z.looseObject({
    id: text.optional(),
    type: typed('ClrSubject'),
    identifier: z.array(Identity).optional(),
    achievement: z.array(Achievement).optional(),
    verifiableCredential: z
      .array(z.union([z.looseObject({}), text]))
      .min(1)
      .max(INNER_AT_MOST, `must hold ${INNER_AT_MOST} credentials at most; split the bundle`),
    association: z
      .array(z.looseObject({ type: typed('Association'), associationType: text, sourceId: text, targetId: text }))
      .optional(),
  }),
});

const MODELS: Partial<Record<Packaging, readonly [z.ZodType, string]>> = {
  OB3_JSON: [AchievementCredential, 'an AchievementCredential of Open Badges 3.0'],
  OB3_JWT: [AchievementCredential, 'an AchievementCredential of Open Badges 3.0'],
  ENDORSEMENT_JSON: [EndorsementCredential, 'an EndorsementCredential of Open Badges 3.0'],
  ENDORSEMENT_JWT: [EndorsementCredential, 'an EndorsementCredential of Open Badges 3.0'],
  CLR2_JSON: [ClrCredential, 'a ClrCredential of CLR 2.0'],
  CLR2_JWT: [ClrCredential, 'a ClrCredential of CLR 2.0'],
};
const ANY = [Credential, 'a Verifiable Credential'] as const;

/** Whether a credential has the parts its model demands. */
export function checkStructure(document: Document, packaging: Packaging): Finding {
  if (valuesIn(document) > VALUES_AT_MOST) {
    return failed(`It holds more than ${VALUES_AT_MOST} values; split it into several documents.`);
  }
  const [model, name] = MODELS[packaging] ?? ANY;
  const parsed = model.safeParse(document);
  if (!parsed.success) return failed(`It is not ${name}: ${faultOf(parsed.error, document)}.`);
  const isOfOpenBadges = listOf(document['@context']).some((each) => /\/spec\/(?:ob|clr)\//u.test(String(each)));
  if (isOfOpenBadges && !MODELS[packaging]) {
    const types = listOf(document.type).map(quoted).join(', ');
    return failed(
      `Its type is ${types}; a badge is an OpenBadgeCredential, AchievementCredential, EndorsementCredential or ClrCredential.`,
    );
  }
  const [subject] = listOf(document.credentialSubject);
  if (packaging.startsWith('OB3') && (subject as Document).achievement === undefined) {
    return unknown(
      'It states no achievement, which Open Badges 3.0 demands, so it is not known what it is for; ask its issuer.',
    );
  }
  return pass(`It has the parts of ${name}.`);
}

/** The first fault as a sentence, with the place: `credentialSubject.achievement.name is missing`. */
export function faultOf(error: z.ZodError, document: unknown): string {
  const [first] = error.issues;
  if (!first) return 'it does not follow the model';
  const place = first.path.map(String).join('.') || 'the document';
  const value = first.path.reduce<unknown>(
    (part, name) => (part as Record<PropertyKey, unknown> | null)?.[name],
    document,
  );
  if (value === undefined) return `${place} is missing; the issuer must add it`;
  if (first.code === 'custom' || first.message.startsWith('must')) return `${place} ${first.message}`;
  return `${place} is ${quoted(value)}, which is not what belongs there (${first.message.toLowerCase()})`;
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const part of Object.values(value)) {
    count += valuesIn(part);
    if (count > VALUES_AT_MOST) break;
  }
  return count;
}
