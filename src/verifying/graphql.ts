import { Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { asSystem } from '../db/as-reader.ts';
import type { OrganizationId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf } from '../graphql/global-id.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { organizationById } from '../providers/index.ts';
import { registerIssuer } from './register-issuer.ts';

@InputType('RegisterIssuerInput', { description: 'Whose word the badges of an issuer are.' })
class RegisterIssuerInput {
  @Field(() => ID, { description: 'The organisation.' }) organizationId: string;
  @Field(() => String, { description: 'The id its badges are issued under: a DID or an https address (issuer.id).' })
  issuer: string;
}

@PayloadType('RegisterIssuerPayload')
class RegisterIssuerPayload {
  @Field(() => OrganizationType, outcome) organization: OrganizationType | null;
  @ErrorsField() errors: UserErrorType[];
}

@Resolver()
export class RegisterIssuerResolver {
  @Mutation(() => RegisterIssuerPayload, {
    description: "Makes an issuer known as an organisation's: its badges then count as of that provider's credentials.",
  })
  registerIssuer(@InputArg(() => RegisterIssuerInput) input: RegisterIssuerInput, @Ctx() ctx: Context) {
    const organizationId = idOf<OrganizationId>('Organization', input.organizationId, 'input.organizationId');
    return payloadOf(
      () => asSystem(ctx.db, (tx) => registerIssuer(tx, organizationId, input.issuer)),
      async (id) => ({ organization: await organizationById(ctx).load(id) }),
    );
  }
}
