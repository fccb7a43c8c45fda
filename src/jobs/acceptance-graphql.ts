import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { CredentialType } from '../credentials/graphql.ts';
import { type Credential, credentialById } from '../credentials/index.ts';
import type { CredentialId, SkillId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf } from '../graphql/global-id.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import { SkillType } from '../skills/graphql.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import { acceptCredential, type CredentialAcceptance } from './accept-credential.ts';
import { employerOf } from './posting-graphql.ts';

@ObjectType('CredentialAcceptance', {
  description: "An employer's standing word that a credential satisfies a skill. Scores do not count it yet.",
})
export class CredentialAcceptanceType {
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while it stands.' }) endsAt: Date | null;
}

@InputType('AcceptCredentialInput', { description: 'A credential and the skill it is accepted for.' })
class AcceptCredentialInput {
  @Field(() => ID, { nullable: true, description: "The employer; an employer's key stands for itself." })
  employerId?: string | null;
  @Field(() => ID, { description: 'A credential of the catalogue.' }) credentialId: string;
  @Field(() => ID, { description: 'The skill it satisfies.' }) skillId: string;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'A moment to come; it stands without end when absent.' })
  endsAt?: Date | null;
}

@PayloadType('AcceptCredentialPayload')
class AcceptCredentialPayload {
  @Field(() => CredentialAcceptanceType, outcome) acceptance: CredentialAcceptanceType | null;
  @ErrorsField() errors: UserErrorType[];
}

@Resolver(() => CredentialAcceptanceType)
export class CredentialAcceptanceResolver {
  @Mutation(() => AcceptCredentialPayload, {
    description:
      'States that your organisation accepts a credential for a skill; stated again, the end last stated holds.',
  })
  acceptCredential(@InputArg(() => AcceptCredentialInput) input: AcceptCredentialInput, @Ctx() ctx: Context) {
    const stated = {
      employerId: employerOf(ctx, input.employerId),
      credentialId: idOf<CredentialId>('Credential', input.credentialId, 'input.credentialId'),
      skillId: idOf<SkillId>('Skill', input.skillId, 'input.skillId'),
      endsAt: input.endsAt ?? null,
    };
    return payloadOf(
      () => acceptCredential(ctx.db, stated, ctx.now),
      (acceptance) => ({ acceptance }),
    );
  }

  @FieldResolver(() => OrganizationType, { description: 'Whose word it is.' })
  employer(@Root() { employerId }: CredentialAcceptance, @Ctx() ctx: Context): Promise<Organization | null> {
    return organizationById(ctx).load(employerId);
  }

  @FieldResolver(() => CredentialType, { description: 'What is accepted.' })
  credential(@Root() { credentialId }: CredentialAcceptance, @Ctx() ctx: Context): Promise<Credential | null> {
    return credentialById(ctx).load(credentialId);
  }

  @FieldResolver(() => SkillType, { description: 'The skill it is accepted for.' })
  skill(@Root() { skillId }: CredentialAcceptance, @Ctx() ctx: Context): Promise<SkillRow | null> {
    return skillById(ctx).load(skillId);
  }
}
