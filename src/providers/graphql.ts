import { Arg, Args, Ctx, Field, FieldResolver, InputType, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { OrganizationId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { IdField, LanguageArg } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { toGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { countOrganizations, findOrganizations, type Organization } from './find-organizations.ts';
import {
  ORGANIZATION_KINDS,
  ORGANIZATION_ROLES,
  type OrganizationKind,
  type OrganizationRole,
} from './organization.ts';

const KindEnum = published(
  'OrganizationKind',
  ORGANIZATION_KINDS,
  'What an organisation is. Source: eCampusOntario framework, issuing body.',
  {
    UNIVERSITY: 'It grants degrees in its own right.',
    COLLEGE: 'A public college of applied arts and technology, or its like elsewhere.',
    INDIGENOUS_INSTITUTE: 'An Indigenous Institute under Ontario law.',
    CAREER_COLLEGE: 'A private career college.',
    PROFESSIONAL_BODY: 'An association of a profession.',
    LICENSING_BODY: 'It licenses a regulated profession.',
    EMPLOYER: 'It employs people.',
    PORTAL: 'A job or career site.',
    OTHER: 'None of these, or its source does not say.',
  },
);
const RoleEnum = published(
  'OrganizationRole',
  ORGANIZATION_ROLES,
  'What an organisation does here; one may do several things.',
  {
    PROVIDER: 'It awards credentials.',
    EMPLOYER: 'It publishes jobs.',
    PORTAL: 'It shows candidates or credentials elsewhere.',
    QUALITY_BODY: "It assures the quality of others' credentials.",
  },
);

@ObjectType('Organization', {
  implements: NodeType,
  description: 'A college, employer, portal or quality body.',
  simpleResolvers: true,
})
export class OrganizationType extends NodeType {
  @Field(() => String, { description: 'Its identity across imports.' }) uri: string;
  @Field(() => KindEnum, { description: "What it is, by the field's own list." }) kind: OrganizationKind;
  @Field(() => [RoleEnum], { description: 'What it does here; empty for one that is only named by others.' })
  roles: OrganizationRole[];
  @Field(() => String, { nullable: true, description: 'Its web page; null when its source gives none.' }) url:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'As its source names it, such as `CA-ON`.' }) region:
    | string
    | null;
}

@InputType('ProviderFilter', { description: 'Which providers; what is absent does not limit.' })
class ProviderFilterInput {
  @Field(() => KindEnum, { nullable: true, description: 'Any kind when absent.' }) kind?: OrganizationKind | null;
  @Field(() => String, { nullable: true, description: 'Its identity across imports, in full.' }) uri?: string | null;
}

const ProviderConnection = connectionType('Provider', OrganizationType);

@Resolver(() => OrganizationType)
export class OrganizationResolver {
  @Query(() => ProviderConnection, { description: 'Organisations that award credentials, in a stable order.' })
  async providers(
    @Arg('filter', () => ProviderFilterInput, { nullable: true, description: 'All providers when absent.' })
    filter: ProviderFilterInput | null,
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

  @IdField()
  id(@Root() { id }: Organization): string {
    return toGlobalId('Organization', id);
  }

  @FieldResolver(() => String, { description: 'In the asked language, else English, else whichever there is.' })
  name(
    @Root() { name }: Organization,
    @Ctx() ctx: Context,
    @LanguageArg()
    tag?: string,
  ): string {
    return textIn(name, tag ?? ctx.language);
  }
}
