import { z } from 'zod';
import { key, label, many, moment, one, optional, plain, text } from '../open-badges/pieces.ts';

/** A concept of a controlled vocabulary. Source: ELM 3, skos:Concept. */
const Concept = z.looseObject({
  id: optional(text),
  prefLabel: optional(label),
  notation: optional(plain),
  inScheme: optional(one(z.looseObject({ id: optional(text), prefLabel: optional(label) }))),
});
export type Concept = z.output<typeof Concept>;

const Note = one(z.looseObject({ noteLiteral: optional(label) }));
const Organisation = z.looseObject({ id: optional(text), legalName: optional(label), prefLabel: optional(label) });

const LearningOutcome = z.looseObject({
  id: optional(text),
  title: optional(label),
  relatedESCOSkill: optional(many(Concept)),
  relatedSkill: optional(many(Concept)),
});

/** What was achieved, and under which qualification. Source: ELM 3, LearningAchievementSpecification and Qualification. */
const Specification = one(
  z.looseObject({
    id: optional(text),
    title: optional(label),
    learningOutcome: optional(many(LearningOutcome)),
    volumeOfLearning: optional(text),
    creditPoint: optional(many(z.looseObject({ framework: optional(one(Concept)), point: optional(plain) }))),
    eqfLevel: optional(one(Concept)),
  }),
);

const Assessment = z.looseObject({
  title: optional(label),
  grade: optional(Note),
  resultDistribution: z.unknown().optional(),
  specifiedBy: optional(one(z.looseObject({ title: optional(label) }))),
});

const Claim = z.looseObject({
  type: optional(many(z.string())),
  title: optional(label),
  description: optional(label),
  awardedBy: optional(
    one(z.looseObject({ awardingBody: optional(many(Organisation)), awardingDate: optional(moment) })),
  ),
  provenBy: optional(many(Assessment)),
  specifiedBy: optional(Specification),
});
export type Claim = z.output<typeof Claim>;

/**
 * The parts we read of a European Digital Credential that states a micro-credential. Source: European Learning Model 3,
 * application profile EDC; Council Recommendation on micro-credentials of 16 June 2022, Annex I.
 */
export const EuropassCredential = z.looseObject({
  id: key,
  type: many(z.string()),
  issuer: one(Organisation.extend({ id: key })),
  validFrom: optional(moment),
  issuanceDate: optional(moment),
  issued: optional(moment),
  validUntil: optional(moment),
  expirationDate: optional(moment),
  displayParameter: optional(one(z.looseObject({ title: optional(label) }))),
  credentialSubject: one(
    z.looseObject({
      id: optional(text),
      contactPoint: optional(
        many(z.looseObject({ emailAddress: optional(many(z.looseObject({ id: optional(text) }))) })),
      ),
      hasClaim: many(Claim),
    }),
  ),
});
export type EuropassCredential = z.output<typeof EuropassCredential>;
