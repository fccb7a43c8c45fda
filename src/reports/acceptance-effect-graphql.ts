import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { readerOf } from '../consent/index.ts';
import type { CredentialId, SkillId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { idOf } from '../graphql/global-id.ts';
import { priced } from '../graphql/size.ts';
import { employerOf } from '../jobs/posting-graphql.ts';
import { type AcceptanceEffect, findAcceptanceEffect } from './find-acceptance-effect.ts';

const few = 'Rounded to 5; null for fewer than 10.';

@ObjectType('AcceptanceEffect', {
  description: 'What accepting a credential for a skill changes for an employer, among those who show you something.',
  simpleResolvers: true,
})
export class AcceptanceEffectType {
  @Field(() => Int, {
    description: 'Open postings of the employer that ask for the skill; the newest 50 are looked at.',
  })
  jobs: number;
  @Field(() => Int, { nullable: true, description: `Learners who show a badge of it that is in force. ${few}` })
  holders: number | null;
  @Field(() => Int, {
    nullable: true,
    description: `Learners who meet the skill in one of the postings with it, and do not without. ${few}`,
  })
  meetSkill: number | null;
  @Field(() => Int, {
    nullable: true,
    description: `Learners who meet all that is required in one of the postings with it, and do not without. ${few}`,
  })
  meetAll: number | null;
}

@Resolver(() => AcceptanceEffectType)
export class AcceptanceEffectResolver {
  @priced(500)
  @Query(() => AcceptanceEffectType, {
    description:
      'What it changes that your organisation accepts a credential for a skill, or would: how many more meet what its postings ask for.',
  })
  acceptanceEffect(
    @Arg('credentialId', () => ID, { description: 'A credential of the catalogue.' }) credentialId: string,
    @Arg('skillId', () => ID, { description: 'The skill it is accepted for.' }) skillId: string,
    @Arg('employerId', () => ID, { nullable: true, description: "The employer; an employer's key stands for itself." })
    employerId: string | null,
    @Ctx() ctx: Context,
  ): Promise<AcceptanceEffect> {
    const inMind = {
      employerId: employerOf(ctx, employerId, 'employerId'),
      credentialId: idOf<CredentialId>('Credential', credentialId, 'credentialId'),
      skillId: idOf<SkillId>('Skill', skillId, 'skillId'),
    };
    return findAcceptanceEffect(ctx.db, readerOf(ctx.viewer), inMind, ctx.now);
  }
}
