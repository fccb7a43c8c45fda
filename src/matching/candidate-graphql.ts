import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { readerOf } from '../consent/index.ts';
import { CredentialType } from '../credentials/graphql.ts';
import { type Credential, credentialById } from '../credentials/index.ts';
import type { Context } from '../graphql/context.ts';
import { loader } from '../graphql/loader.ts';
import { priced, sized } from '../graphql/size.ts';
import { RequirementType } from '../jobs/graphql.ts';
import type { RequirementGroup } from '../jobs/index.ts';
import { countPool, type Pool, SMALLEST_GROUP } from './count-pool.ts';
import { findClosers } from './find-closers.ts';
import { CandidateConnection, type CandidatePage, CandidateType, type ShownCandidate } from './graphql.ts';
import { type Nearest, nearMissOf } from './near-miss.ts';

@ObjectType('CandidatePool', {
  description: 'Out of how many a list of candidates was made.',
  simpleResolvers: true,
})
export class CandidatePoolType {
  @Field(() => Int, { description: 'Learners who show you anything, whether or not it bears on what you ask.' })
  lookedAt: number;
  @Field(() => Int, {
    nullable: true,
    description: `Learners registered here who show you nothing; null where they are fewer than ${SMALLEST_GROUP}.`,
  })
  notDisclosed: number | null;
}

@ObjectType('NearMiss', {
  description: 'The one credential that parts a candidate from all that is required.',
  simpleResolvers: true,
})
export class NearMissType {
  @Field(() => Int, { nullable: true, description: 'What it costs; null when not stated.' }) costCents: number | null;
  @Field(() => Float, { nullable: true, description: 'Hours of work; null when not stated.' }) hours: number | null;
  @Field(() => Boolean, { description: 'Whether it asks for another credential, or a skill, before it is begun.' })
  asksFirst: boolean;
  @Field(() => Float, { description: '0 to 1: the score with its badge earned and verified.' }) score: number;
}

/** What finds near misses to a tree: of a page of candidates one tree, so one look at the catalogue. */
const nearestTo = loader(async ({ db }, trees: readonly RequirementGroup[]) =>
  Promise.all(trees.map(async (tree) => nearMissOf(tree, await findClosers(db, tree)))),
);

@Resolver(() => CandidateConnection)
export class CandidatePageResolver {
  @FieldResolver(() => RequirementType, {
    description: 'The tree they were scored against; the `requirements` of each tell of its leaves by their keys.',
  })
  requirement(@Root() { asked }: CandidatePage): RequirementGroup {
    return asked;
  }

  @priced(100)
  @FieldResolver(() => CandidatePoolType, { description: 'How many were looked at, and how many show you nothing.' })
  pool(@Root() _page: CandidatePage, @Ctx() ctx: Context): Promise<Pool> {
    return countPool(ctx.db, readerOf(ctx.viewer));
  }
}

@Resolver(() => CandidateType)
export class NearestResolver {
  @priced(5)
  @FieldResolver(() => NearMissType, {
    nullable: true,
    description:
      'The credential that alone would bring them to all that is required: one that asks for nothing first, then the cheapest. Null for who meets all, and for who is further away.',
  })
  async nearest(@Root() candidate: ShownCandidate, @Ctx() ctx: Context): Promise<Nearest | null> {
    return (await nearestTo(ctx).load(candidate.asked))(candidate);
  }
}

@Resolver(() => NearMissType)
export class NearMissResolver {
  @FieldResolver(() => CredentialType, { nullable: true, description: 'The credential itself.' })
  credential(@Root() { credentialId }: Nearest, @Ctx() ctx: Context): Promise<Credential | null> {
    return credentialById(ctx).load(credentialId);
  }

  @sized(5)
  @FieldResolver(() => [String], { description: 'Keys of the open requirements it would meet.' })
  closes(@Root() { closes }: Nearest): string[] {
    return closes.map(({ key }) => key);
  }
}
