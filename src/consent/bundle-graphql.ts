import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { type Badge, type BadgeAssociation, type BadgeBundle, findBundles } from '../badges/index.ts';
import type { Context } from '../graphql/context.ts';
import { sized } from '../graphql/size.ts';
import { asViewer } from './as-seen-by.ts';
import { BadgeType, LearnerType } from './graphql.ts';
import { associationsOfBundle, badgesOfLearner, type VisibleLearner } from './loaders.ts';
import { readerOf } from './reader-of.ts';

@ObjectType('BadgeBundle', {
  description: 'Several badges that came in one document, such as a learner record (CLR 2.0).',
})
export class BadgeBundleType {
  @Field(() => String, { description: "The document's own id." }) uri: string;
  @Field(() => String, { nullable: true, description: 'As its issuer wrote it; null when there is none.' })
  name: string | null;
  @Field(() => String, { description: 'The id of its issuer: an address or a DID.' }) issuerUri: string;
  @Field(() => String, { nullable: true, description: 'As the document states it, unproven; null when it does not.' })
  issuerName: string | null;
  @Field(() => Boolean, {
    description: 'Whether it says that it is not the whole record. What it leaves out is never evidence of absence.',
  })
  isPartial: boolean;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was issued; null when not stated.' })
  issuedAt: Date | null;
}

@ObjectType('BadgeAssociation', {
  description:
    'A tie a bundle states between badges or achievements (CLR 2.0 Association). Either end may be nowhere here.',
})
export class BadgeAssociationType {
  @Field(() => String, { description: 'CLR associationType, such as `isPartOf`.' }) kind: string;
  @Field(() => String, { description: 'Id of a badge or an achievement.' }) sourceUri: string;
  @Field(() => String, { description: 'Id of a badge or an achievement.' }) targetUri: string;
}

@Resolver(() => LearnerType)
export class LearnerBundlesResolver {
  @sized(2)
  @FieldResolver(() => [BadgeBundleType], {
    description: "The learner's own bundles, oldest first; empty for anybody else.",
  })
  bundles(@Root() { id }: VisibleLearner, @Ctx() ctx: Context): Promise<BadgeBundle[]> | BadgeBundle[] {
    const reader = readerOf(ctx.viewer);
    return reader.kind === 'LEARNER' && reader.learnerId === id ? asViewer(ctx, (tx) => findBundles(tx, id)) : [];
  }
}

@Resolver(() => BadgeBundleType)
export class BadgeBundleResolver {
  @FieldResolver(() => [BadgeType], { description: 'Its badges that are held, in its order.' })
  async badges(@Root() { learnerId, members }: BadgeBundle, @Ctx() ctx: Context): Promise<Badge[]> {
    const held = await badgesOfLearner(ctx).load(learnerId);
    return members.flatMap((member) => {
      const badge = held.find(({ issuerUri, uri }) => issuerUri === member.issuerUri && uri === member.uri);
      return badge ? [badge] : [];
    });
  }

  @FieldResolver(() => [BadgeAssociationType], { description: 'In the order of the document.' })
  async associations(@Root() bundle: BadgeBundle, @Ctx() ctx: Context): Promise<PlacedAssociation[]> {
    const associations = await associationsOfBundle(ctx).load(bundle.id);
    return associations.map((association) => ({ ...association, bundle }));
  }
}

type PlacedAssociation = BadgeAssociation & { readonly bundle: BadgeBundle };

@Resolver(() => BadgeAssociationType)
export class BadgeAssociationResolver {
  @FieldResolver(() => BadgeType, {
    nullable: true,
    description: 'The badge it names, or the one of the achievement it names.',
  })
  source(@Root() association: PlacedAssociation, @Ctx() ctx: Context): Promise<Badge | null> {
    return badgeNamed(ctx, association, association.sourceUri);
  }

  @FieldResolver(() => BadgeType, {
    nullable: true,
    description: 'The badge it names, or the one of the achievement it names.',
  })
  target(@Root() association: PlacedAssociation, @Ctx() ctx: Context): Promise<Badge | null> {
    return badgeNamed(ctx, association, association.targetUri);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of that end; null where nothing here has one.' })
  sourceName(@Root() association: PlacedAssociation, @Ctx() ctx: Context): Promise<string | null> {
    return nameOf(ctx, association, association.sourceUri);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of that end; null where nothing here has one.' })
  targetName(@Root() association: PlacedAssociation, @Ctx() ctx: Context): Promise<string | null> {
    return nameOf(ctx, association, association.targetUri);
  }
}

/** Ids of an association are of badges or of achievements, and nothing says which. */
async function badgeNamed(ctx: Context, { learnerId }: PlacedAssociation, named: string): Promise<Badge | null> {
  const held = await badgesOfLearner(ctx).load(learnerId);
  return held.find(({ uri }) => uri === named) ?? held.find(({ achievementUri }) => achievementUri === named) ?? null;
}

async function nameOf(ctx: Context, association: PlacedAssociation, named: string): Promise<string | null> {
  const stated = association.bundle.achievements.find(({ uri }) => uri === named);
  return stated?.name ?? (await badgeNamed(ctx, association, named))?.name ?? null;
}
