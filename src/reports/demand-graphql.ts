import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { z } from 'zod';
import { readerOf } from '../consent/index.ts';
import type { SkillId } from '../db/ids.ts';
import {
  type Connection,
  connectionType,
  firstOf,
  idKey,
  PageArgs,
  pageOf,
  readCursor,
} from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { idOf } from '../graphql/global-id.ts';
import { refuse } from '../graphql/problems.ts';
import { priced } from '../graphql/size.ts';
import { SkillType } from '../skills/graphql.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import { findSkillDemand, type SkillDemand } from './find-skill-demand.ts';

/** Skills a filter may name. */
const SKILLS_AT_MOST = 100;

@InputType('SkillDemandFilter', { description: 'Which skills; what is absent does not limit.' })
class SkillDemandFilterInput {
  @Field(() => String, { nullable: true, description: 'As postings and learners state it, such as CA-ON Toronto.' })
  region?: string | null;
  @Field(() => [ID], { nullable: true, description: `At most ${SKILLS_AT_MOST} skills.` }) skillIds?: string[] | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Only skills that no credential on offer brings there.' })
  isUntaught: boolean;
}

@ObjectType('SkillDemand', { description: 'A skill that open postings ask for, beside what there is of it.' })
export class SkillDemandType {
  @Field(() => String, { nullable: true, description: 'Null for everywhere together.' }) region: string | null;
  @Field(() => Int, { description: 'Open postings there that ask for it.' }) openPostings: number;
  @Field(() => Int, {
    description: 'Active credentials that teach or assess it there; one that states no region counts everywhere.',
  })
  credentials: number;
  @Field(() => Int, {
    nullable: true,
    description:
      'Learners there who show it to you, rounded to 5. Null for fewer than 10, and where the number would tell such a group.',
  })
  learners: number | null;
}

const SkillDemandConnection = connectionType('SkillDemand', SkillDemandType, false);

@Resolver(() => SkillDemandType)
export class SkillDemandResolver {
  @priced(300)
  @Query(() => SkillDemandConnection, {
    description:
      'What open postings ask for, most asked for first, beside the credentials that bring it and how many learners show it.',
  })
  async skillDemand(
    @Arg('filter', () => SkillDemandFilterInput, {
      nullable: true,
      description: 'Every skill, everywhere, when absent.',
    })
    filter: SkillDemandFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Connection<SkillDemand>> {
    const skillIds = filter?.skillIds?.map((id) => idOf<SkillId>('Skill', id, 'filter.skillIds')) ?? null;
    if ((skillIds?.length ?? 0) > SKILLS_AT_MOST)
      return refuse('BAD_USER_INPUT', `name at most ${SKILLS_AT_MOST} skills`, 'filter.skillIds');
    const first = firstOf(page);
    const place = readCursor('skillDemand', page.after, z.tuple([z.number().int(), idKey<SkillId>()]));
    const rows = await findSkillDemand(
      ctx.db,
      readerOf(ctx.viewer),
      { region: filter?.region ?? null, skillIds, isUntaught: filter?.isUntaught ?? false },
      ctx.now,
      { first: first + 1, after: place && { openPostings: place[0], skillId: place[1] } },
    );
    return pageOf('skillDemand', rows, first, ({ openPostings, skillId }) => [openPostings, skillId]);
  }

  @FieldResolver(() => SkillType, { description: 'What is asked for.' })
  skill(@Root() { skillId }: SkillDemand, @Ctx() ctx: Context): Promise<SkillRow | null> {
    return skillById(ctx).load(skillId);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Open postings less the learners who show it; null where those are too few to be told.',
  })
  shortage(@Root() { openPostings, learners }: SkillDemand): number | null {
    return learners === null ? null : openPostings - learners;
  }
}
