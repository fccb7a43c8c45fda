import { Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root, registerEnumType } from 'type-graphql';
import { ROLES, type Viewer } from '../accounts/index.ts';
import { LearnerType } from '../consent/graphql.ts';
import { learnerById, type VisibleLearner } from '../consent/index.ts';
import type { Context } from '../graphql/context.ts';
import { enumOf } from '../graphql/enum.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';

const RoleEnum = enumOf(['ANONYMOUS', ...ROLES] as const);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a person or machine may be here; ANONYMOUS sent no key.',
});

@ObjectType('Viewer', { description: 'Who asks, as the key of the request says.' })
export class ViewerType {
  @Field(() => RoleEnum) role: string;
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType)
  viewer(@Ctx() { viewer }: Context): Viewer {
    return viewer;
  }

  @FieldResolver(() => String, { nullable: true, description: "The key's name; null without one." })
  name(@Root() viewer: Viewer): string | null {
    return viewer.role === 'ANONYMOUS' ? null : viewer.name;
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: 'The organisation the key acts for.' })
  organization(@Root() viewer: Viewer, @Ctx() ctx: Context): Promise<Organization | null> | null {
    if (viewer.role === 'ANONYMOUS' || viewer.organizationId === null) return null;
    return organizationById(ctx).load(viewer.organizationId);
  }

  @FieldResolver(() => LearnerType, { nullable: true, description: 'The learner whose key it is.' })
  learner(@Root() viewer: Viewer, @Ctx() ctx: Context): Promise<VisibleLearner | null> | null {
    if (viewer.role === 'ANONYMOUS' || viewer.learnerId === null) return null;
    return learnerById(ctx).load(viewer.learnerId);
  }
}
