import { Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { RoleEnum, ScopeEnum } from '../accounts/graphql.ts';
import { findStandings, ROLE_MEANINGS, ROLES, type Scope, type Standing, type Viewer } from '../accounts/index.ts';
import { LearnerType } from '../consent/graphql.ts';
import { learnerById, type VisibleLearner } from '../consent/index.ts';
import type { Context } from '../graphql/context.ts';
import { published } from '../graphql/enum.ts';
import { toGlobalId } from '../graphql/global-id.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';

const ViewerRoleEnum = published(
  'ViewerRole',
  ['ANONYMOUS', 'GUEST', ...ROLES],
  'As what a request is made. ANONYMOUS sent no key or token; GUEST signed in and stands for nobody, or has not chosen.',
  {
    ANONYMOUS: 'No key or token was sent.',
    GUEST: 'Signed in, but for nobody here, or not chosen for whom.',
    ...ROLE_MEANINGS,
  },
);

@ObjectType('Standing', { description: 'For whom a person may act here.' })
export class StandingType {
  @Field(() => RoleEnum, { description: 'What they are for whom they act.' }) role: string;
  @Field(() => Boolean, { description: "Whether they manage the organisation's members and keys." }) isManager: boolean;
}

@Resolver(() => StandingType)
export class StandingResolver {
  @FieldResolver(() => String, { description: 'Send it in the header `Tessera-As` to act so.' })
  as(@Root() { organizationId, learnerId }: Standing): string {
    if (organizationId !== null) return toGlobalId('Organization', organizationId);
    return learnerId === null ? 'hub' : toGlobalId('Learner', learnerId);
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: 'Null for the hub itself and for a learner.' })
  organization(@Root() { organizationId }: Standing, @Ctx() ctx: Context): Promise<Organization | null> | null {
    return organizationId === null ? null : organizationById(ctx).load(organizationId);
  }
}

@ObjectType('Viewer', { description: 'Who asks, as the key or token of the request says.' })
export class ViewerType {
  @Field(() => ViewerRoleEnum, { description: 'As what the request is made.' }) role: string;
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who asks; never null: without a key or token it is ANONYMOUS.' })
  viewer(@Ctx() { viewer }: Context): Viewer {
    return viewer;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The key's or person's name; null without a key or token.",
  })
  name(@Root() viewer: Viewer): string | null {
    return viewer.role === 'ANONYMOUS' ? null : viewer.name;
  }

  @FieldResolver(() => [ScopeEnum], { description: 'What the key or token may be used for.' })
  scopes(@Root() viewer: Viewer): readonly Scope[] {
    return viewer.role === 'ANONYMOUS' ? [] : viewer.scopes;
  }

  @FieldResolver(() => [StandingType], {
    description: 'For whom the person may act; with several, the header `Tessera-As` says for whom. Empty for a key.',
  })
  standings(@Root() viewer: Viewer, @Ctx() { db }: Context): Promise<readonly Standing[]> | readonly Standing[] {
    return viewer.role === 'ANONYMOUS' || viewer.accountId === null ? [] : findStandings(db, viewer.accountId);
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: 'The organisation the request acts for.' })
  organization(@Root() viewer: Viewer, @Ctx() ctx: Context): Promise<Organization | null> | null {
    if (viewer.role === 'ANONYMOUS' || viewer.organizationId === null) return null;
    return organizationById(ctx).load(viewer.organizationId);
  }

  @FieldResolver(() => LearnerType, { nullable: true, description: 'The learner the request acts for.' })
  learner(@Root() viewer: Viewer, @Ctx() ctx: Context): Promise<VisibleLearner | null> | null {
    if (viewer.role === 'ANONYMOUS' || viewer.learnerId === null) return null;
    return learnerById(ctx).load(viewer.learnerId);
  }
}
