import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import type { OrganizationId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { enumOf } from '../graphql/enum.ts';
import { toGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { countOrganizations, findOrganizations, type Organization } from './find-organizations.ts';
import {
  ORGANIZATION_KINDS,
  ORGANIZATION_ROLES,
  type OrganizationKind,
  type OrganizationRole,
} from './organization.ts';

const KindEnum = enumOf(ORGANIZATION_KINDS);
registerEnumType(KindEnum, {
  name: 'OrganizationKind',
  description: 'What an organisation is. Source: eCampusOntario framework, issuing body.',
});
const RoleEnum = enumOf(ORGANIZATION_ROLES);
registerEnumType(RoleEnum, {
  name: 'OrganizationRole',
  description: 'What an organisation does here; one may do several things.',
});

@ObjectType('Organization', { implements: NodeType, description: 'A college, employer, portal or quality body.' })
export class OrganizationType extends NodeType {
  @Field(() => String, { description: 'Its identity across imports.' }) uri: string;
  @Field(() => KindEnum) kind: OrganizationKind;
  @Field(() => [RoleEnum]) roles: OrganizationRole[];
  @Field(() => String, { nullable: true }) url: string | null;
  @Field(() => String, { nullable: true, description: 'As its source names it, such as `CA-ON`.' }) region:
    | string
    | null;
}

@InputType('ProviderFilter')
class ProviderFilterInput {
  @Field(() => KindEnum, { nullable: true }) kind?: OrganizationKind | null;
  @Field(() => String, { nullable: true }) uri?: string | null;
}

const ProviderConnection = connectionType('Provider', OrganizationType);

@Resolver(() => OrganizationType)
export class OrganizationResolver {
  @Query(() => ProviderConnection, { description: 'Organisations that award credentials, in a stable order.' })
  async providers(
    @Arg('filter', () => ProviderFilterInput, { nullable: true }) filter: ProviderFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { db }: Context,
  ): Promise<Connection<Organization>> {
    const first = firstOf(page);
    const after = readIdCursor<OrganizationId>('providers', page.after);
    const wanted = { ...filter, role: 'PROVIDER' as const };
    const rows = await findOrganizations(db, wanted, { first: first + 1, after });
    return pageOf(
      'providers',
      rows,
      first,
      ({ id }) => [id],
      () => countOrganizations(db, wanted),
    );
  }

  @FieldResolver(() => ID)
  id(@Root() { id }: Organization): string {
    return toGlobalId('Organization', id);
  }

  @FieldResolver(() => String)
  name(
    @Root() { name }: Organization,
    @Ctx() ctx: Context,
    @Arg('language', () => String, { nullable: true, description: 'BCP 47 tag; the request language when absent.' })
    tag?: string,
  ): string {
    return textIn(name, tag ?? ctx.language);
  }
}
