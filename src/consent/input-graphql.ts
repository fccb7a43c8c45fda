import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import type { BadgeVisibility } from '../badges/badge.ts';
import type { GrantScope } from './consent.ts';
import { GivenAudienceEnum, ScopeEnum, VisibilityEnum } from './enum-graphql.ts';

@InputType('GrantConsentInput', {
  description: "A permission of the asking learner's: who may see what, for what purpose, until when.",
})
export class GrantConsentInput {
  @Field(() => GivenAudienceEnum, { description: 'Who it lets in.' }) audience: 'ORGANIZATION' | 'ANY_EMPLOYER';
  @Field(() => ID, { nullable: true, description: 'The reader, for the audience ORGANIZATION.' })
  organizationId?: string;
  @Field(() => ScopeEnum, { description: 'What it shows.' }) scope: GrantScope;
  @Field(() => [ID], { nullable: true, description: 'The badges shown, for the scope SOME_BADGES.' })
  badgeIds?: string[];
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the reader learns your name too; for the audience ORGANIZATION only.',
  })
  showsName: boolean;
  @Field(() => String, { description: 'What the reader may use it for, 1 to 1,000 characters.' }) purpose: string;
  @Field(() => GraphQLDateTime, {
    description: 'A moment to come, at most 12 months away; nothing is shown from then on.',
  })
  endsAt: Date;
}

@InputType('RevokeConsentInput', { description: 'The permission to end.' })
export class RevokeConsentInput {
  @Field(() => ID, { description: 'A grant you gave; ending it twice is the same.' }) id: string;
}

@InputType('SetBadgeVisibilityInput', { description: 'A badge and who may see it.' })
export class SetBadgeVisibilityInput {
  @Field(() => ID, { description: 'A badge of yours.' }) badgeId: string;
  @Field(() => VisibilityEnum, { description: 'PRIVATE hides it from every reader, whatever you granted.' })
  visibility: BadgeVisibility;
}
