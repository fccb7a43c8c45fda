import { z } from 'zod';
import { key, label, many, moment, one, optional, plain, text } from '../open-badges/pieces.ts';
import { Alignment } from '../open-badges/schema.ts';

/** A skill may be its name alone. */
const Skill = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : value),
  z.looseObject({ id: optional(plain), name: label, vanity_slug: optional(text) }),
);

/** Credly's own names beside those of Open Badges. */
const TemplateAlignment = Alignment.extend({
  name: optional(label),
  url: optional(key),
  framework_name: optional(label),
  code: optional(plain),
  description: optional(label),
});
export type TemplateAlignment = z.output<typeof TemplateAlignment>;

const Entity = z.looseObject({ id: optional(key), name: optional(label), url: optional(key) });

/**
 * The parts we read of a badge as Credly's API states it. Skills sit on the template, outside what an Open Badges export of
 * the same badge holds. Source: Credly API v1, issued badges and `users/{name}/badges.json`.
 */
export const CredlyBadge = z.looseObject({
  id: key,
  state: optional(text),
  issued_at: optional(moment),
  issued_at_date: optional(moment),
  expires_at: optional(moment),
  expires_at_date: optional(moment),
  revoked_at: optional(moment),
  recipient_email: optional(text),
  recipient: optional(one(z.looseObject({ email: optional(text), url: optional(text) }))),
  user: optional(one(z.looseObject({ email: optional(text), url: optional(text) }))),
  issuer: optional(
    one(
      z.looseObject({
        summary: optional(text),
        entities: optional(many(z.looseObject({ entity: one(Entity), primary: z.unknown().optional() }))),
      }),
    ),
  ),
  badge_template: one(
    z.looseObject({
      id: optional(key),
      name: label,
      description: optional(label),
      url: optional(key),
      type_category: optional(text),
      skills: optional(many(Skill)),
      alignments: optional(many(TemplateAlignment)),
      owner: optional(one(Entity)),
    }),
  ),
});
export type CredlyBadge = z.output<typeof CredlyBadge>;
