import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { toGlobalId } from '../graphql/global-id.ts';
import { refuse } from '../graphql/problems.ts';
import { priced } from '../graphql/size.ts';
import { FrameworkType } from '../skills/graphql.ts';
import { type Framework, frameworkById } from '../skills/index.ts';
import { type Count, countAlignments, countCrosswalks, countMeasure, findExamples } from './find-coverage.ts';
import {
  credentialsWithLinkedSkills,
  credentialsWithSkills,
  type Measure,
  requirementsTaught,
  skillsWithCrosswalk,
  sourcesUpToDate,
  statementsLinked,
} from './measures.ts';

/** A figure as its resolver knows it: with what its examples are looked up by. */
type Figure = Count & { readonly measure: Measure };

@ObjectType('CoverageExample', {
  description: 'Something that counts in the total and not in the count.',
  simpleResolvers: true,
})
export class CoverageExampleType {
  @Field(() => ID, { description: 'Global id; of what is named where the figure counts words.' }) id: string;
  @Field(() => String, { description: 'In English where there is any; the words, where the figure counts words.' })
  name: string;
  @Field(() => String, { nullable: true, description: 'Its identity across imports; null where it has none.' })
  uri: string | null;
}

@ObjectType('CoverageCount', { description: 'How many of all there are.', simpleResolvers: true })
export class CoverageCountType {
  @Field(() => Int, { description: 'Those that are as the figure says.' }) count: number;
  @Field(() => Int, { description: 'All there are.' }) total: number;
}

@ObjectType('CoverageFigure', {
  description: 'How many of all there are, and some of the others.',
  simpleResolvers: true,
})
export class CoverageFigureType {
  @Field(() => Int, { description: 'Those that are as the figure says.' }) count: number;
  @Field(() => Int, { description: 'All there are.' }) total: number;
}

@ObjectType('FrameworkCoverage', { description: 'A figure of one framework.', simpleResolvers: true })
export class FrameworkCoverageType {
  @Field(() => CoverageFigureType, { description: 'Its skills, headings not counted.' }) skills: CoverageFigureType;
}

@ObjectType('CoverageReport', {
  description:
    'What the hub knows, and where knowledge is missing. Each figure is one statement, made when it is asked for.',
})
export class CoverageReportType {}

/** What counting a whole table is worth, in objects of an answer. */
const COUNTING = 200;

@Resolver(() => CoverageReportType)
export class CoverageResolver {
  @Query(() => CoverageReportType, {
    description: 'How complete catalogue, frameworks and jobs are. A figure costs about as much as a page of a list.',
  })
  coverage(): CoverageReportType {
    return {};
  }

  @priced(COUNTING)
  @FieldResolver(() => CoverageFigureType, {
    description: 'Credentials that state a skill they teach or assess; examples state none.',
  })
  credentialsWithSkills(@Ctx() ctx: Context): Promise<Figure> {
    return figureOf(ctx, credentialsWithSkills);
  }

  @priced(COUNTING)
  @FieldResolver(() => CoverageFigureType, {
    description: 'Credentials of whose skills, taught or assessed, one at least is a loaded skill; examples have none.',
  })
  credentialsWithLinkedSkills(@Ctx() ctx: Context): Promise<Figure> {
    return figureOf(ctx, credentialsWithLinkedSkills);
  }

  @priced(COUNTING)
  @FieldResolver(() => CoverageFigureType, {
    description: 'Skill statements of credentials that name a loaded skill; examples are words that name none.',
  })
  statementsLinked(@Ctx() ctx: Context): Promise<Figure> {
    return figureOf(ctx, statementsLinked);
  }

  @priced(COUNTING)
  @FieldResolver(() => [FrameworkCoverageType], {
    description:
      'Skills of each framework that an edge ties to a skill of another loaded one; examples have no such edge.',
  })
  async skillsWithCrosswalk(@Ctx() ctx: Context): Promise<(Pick<FrameworkCoverageType, never> & object)[]> {
    const counted = await countCrosswalks(ctx.db);
    return counted.map(({ frameworkId, ...count }) => ({
      frameworkId,
      skills: { ...count, measure: skillsWithCrosswalk(frameworkId) },
    }));
  }

  @priced(COUNTING)
  @FieldResolver(() => CoverageCountType, {
    nullable: true,
    description:
      'Alignments of badges to skills that name a loaded one. Null where fewer than 10 learners have any, lest it tell of one.',
  })
  badgeAlignmentsLinked(@Ctx() ctx: Context): Promise<Count | null> {
    return countAlignments(ctx.db);
  }

  @FieldResolver(() => CoverageFigureType, {
    description:
      'Sources whose last run did not fail and ended in the last 30 days, 7 for those with a schedule; examples are stale, named by their format.',
  })
  sourcesUpToDate(@Ctx() ctx: Context): Promise<Figure> {
    return figureOf(ctx, sourcesUpToDate(ctx.now));
  }

  @priced(COUNTING)
  @FieldResolver(() => CoverageFigureType, {
    description:
      'Skills that open jobs ask for, each time they do, that a credential teaches or assesses, as itself or its exact equal; examples are jobs with the words of a skill that none does.',
  })
  requirementsTaught(@Ctx() ctx: Context): Promise<Figure> {
    return figureOf(ctx, requirementsTaught);
  }
}

async function figureOf({ db }: Context, measure: Measure): Promise<Figure> {
  return { ...(await countMeasure(db, measure)), measure };
}

@Resolver(() => FrameworkCoverageType)
export class FrameworkCoverageResolver {
  @FieldResolver(() => FrameworkType, { description: 'Whose skills they are.' })
  framework(@Root() { frameworkId }: { frameworkId: Framework['id'] }, @Ctx() ctx: Context): Promise<Framework | null> {
    return frameworkById(ctx).load(frameworkId);
  }
}

@Resolver(() => CoverageFigureType)
export class CoverageFigureResolver {
  @priced(COUNTING)
  @FieldResolver(() => [CoverageExampleType], { description: 'Some that the count leaves out, by id.' })
  async examples(
    @Root() { measure }: Figure,
    @Arg('first', () => Int, { defaultValue: 10, description: 'At most so many, 1 to 100.' }) first: number,
    @Ctx() { db }: Context,
  ): Promise<CoverageExampleType[]> {
    if (first < 1 || first > 100) refuse('BAD_USER_INPUT', `first is ${first}; ask for 1 to 100 examples`, 'first');
    const found = await findExamples(db, measure, first);
    return found.map(({ id, name, uri }) => ({ id: toGlobalId(measure.type, id), name, uri }));
  }
}
