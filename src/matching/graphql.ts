import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { z } from 'zod';
import { recordAudit } from '../accounts/index.ts';
import { LearnerType } from '../consent/graphql.ts';
import { type AccessKind, learnerById, noteAccess, readerOf, type VisibleLearner } from '../consent/index.ts';
import type { JobId, LearnerId, OccupationId } from '../db/ids.ts';
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
import { refuse, signedIn } from '../graphql/problems.ts';
import { priced, sized } from '../graphql/size.ts';
import { JobType, RequirementInput, RequirementType } from '../jobs/graphql.ts';
import type { Job, RequirementGroup } from '../jobs/index.ts';
import { valueOrThrow } from '../problem.ts';
import { OccupationType } from '../skills/graphql.ts';
import { type Occupation, occupationById } from '../skills/index.ts';
import { bestFirst, type Candidate, findCandidates, meetsAll } from './find-candidates.ts';
import { findSkillGap, type SkillGap } from './find-skill-gap.ts';
import { countingVerified } from './narrow-candidates.ts';
import type { LeafOutcome } from './score.ts';
import { POLICY } from './scoring-policy.ts';
import { RequirementStatusType } from './status-graphql.ts';
import { findTarget, type TargetRef } from './target.ts';

@ObjectType('SkillGap', { description: 'How a learner stands to a target in the eyes of the viewer.' })
export class SkillGapType {
  @Field(() => Float, { description: '0 to 1: the weighted credit over the whole requirement.' }) score: number;
  @Field(() => Int, { description: 'Units met, of those not marked PREFERRED; an ANY or AT_LEAST is one unit.' })
  requiredMet: number;
  @Field(() => Int, { description: 'Units not marked PREFERRED.' }) requiredTotal: number;
  @Field(() => GraphQLDateTime, { description: 'The moment validity was judged for.' }) asOf: Date;
}

@ObjectType('Candidate', { description: 'A learner who shows the viewer something that bears on a requirement.' })
export class CandidateType {
  @Field(() => Float, { description: '0 to 1: the weighted credit over the whole requirement.' }) score: number;
  @Field(() => Int, { description: 'Units met, of those not marked PREFERRED; an ANY or AT_LEAST is one unit.' })
  requiredMet: number;
  @Field(() => Int, { description: 'Units not marked PREFERRED.' }) requiredTotal: number;
}

@InputType('CandidateFilter', { description: 'Which candidates; what is absent does not limit.' })
class CandidateFilterInput {
  @Field(() => Boolean, { nullable: true, description: 'True leaves out who does not meet all that is required.' })
  allRequiredMet?: boolean | null;
  @Field(() => Float, { nullable: true, description: '0 to 1.' }) minScore?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'True counts verified badges alone.' })
  verifiedOnly?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True leaves out who shows no comparable level, or a lower one, where a level is required.',
  })
  levelsReached?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True keeps who lacks something required that one credential would bring; see `nearest`.',
  })
  isNearMiss?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description: 'Region of the learner, exactly as they or their source name it.',
  })
  region?: string | null;
  @Field(() => String, { nullable: true, description: 'Language the learner reads, BCP 47: `fr` also keeps `fr-CA`.' })
  language?: string | null;
}

export const CandidateConnection = connectionType('Candidate', CandidateType);

/** A learner, what they are measured against, and when: of every query that compares the two. */
@ArgsType()
export class LearnerTargetArgs {
  @Field(() => ID, { description: 'Yourself, or a learner who shows you something.' }) learnerId: string;
  @Field(() => ID, { nullable: true, description: 'The target as a job.' }) jobId: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The target as an occupation: its essential skills needed, its optional ones preferred.',
  })
  occupationId: string | null;
  @Field(() => RequirementInput, { nullable: true, description: 'The target as a tree of your own.' })
  requirement: RequirementInput | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Now when absent.' }) asOf: Date | null;
}

/** The target a query names by exactly one of its three arguments. */
export function targetOf(
  jobId: string | null,
  occupationId: string | null,
  requirement: RequirementInput | null,
): TargetRef {
  const stated = [jobId, occupationId, requirement].filter((each) => each != null);
  if (stated.length !== 1)
    return refuse('BAD_USER_INPUT', 'state exactly one of jobId, occupationId and requirement', 'jobId');
  if (jobId != null) return { jobId: idOf<JobId>('Job', jobId, 'jobId') };
  if (occupationId != null) return { occupationId: idOf<OccupationId>('Occupation', occupationId, 'occupationId') };
  return { requirement: requirement as RequirementInput };
}

/** Notes a read of a learner's data by somebody else, in the hub's own trail and in their access log. */
export async function auditRead(ctx: Context, action: string, learnerId: LearnerId, kind: AccessKind): Promise<void> {
  const { viewer } = ctx;
  noteAccess(ctx, kind, [learnerId]);
  if (viewer.role === 'LEARNER' && viewer.learnerId === learnerId) return;
  await recordAudit(ctx.db, viewer, { action, learnerId });
}

@Resolver(() => SkillGapType)
export class SkillGapResolver {
  @priced(50)
  @Query(() => SkillGapType, {
    description: 'Per requirement of a job, an occupation or a stated tree: its state, what it rests on and why.',
  })
  async skillGap(
    @Args(() => LearnerTargetArgs) { learnerId, jobId, occupationId, requirement, asOf }: LearnerTargetArgs,
    @Ctx() ctx: Context,
  ): Promise<SkillGap> {
    const id = idOf<LearnerId>('Learner', learnerId, 'learnerId');
    const target = targetOf(jobId, occupationId, requirement);
    const gap = valueOrThrow(await findSkillGap(ctx.db, readerOf(ctx.viewer), id, target, asOf ?? ctx.now));
    await auditRead(ctx, 'READ_SKILL_GAP', id, 'SKILL_GAP');
    return gap;
  }

  @FieldResolver(() => LearnerType, { description: 'Whose evidence was judged.' })
  learner(@Root() { learnerId }: SkillGap, @Ctx() ctx: Context): Promise<VisibleLearner | null> {
    return learnerById(ctx).load(learnerId);
  }

  @FieldResolver(() => JobType, { nullable: true, description: 'Null unless the target is a job.' })
  job(@Root() { target }: SkillGap): Job | null {
    return target.job;
  }

  @FieldResolver(() => OccupationType, { nullable: true, description: 'Null unless the target is an occupation.' })
  occupation(@Root() { target }: SkillGap, @Ctx() ctx: Context): Promise<Occupation | null> | null {
    return target.occupationId === null ? null : occupationById(ctx).load(target.occupationId);
  }

  @FieldResolver(() => RequirementType, {
    description: 'The tree that was scored; `requirements` tells of its leaves by their keys.',
  })
  requirement(@Root() { target }: SkillGap): RequirementGroup {
    return target.requirement;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether nobody stated the requirement: it was inferred from an occupation, as each leaf says.',
  })
  isInferred(@Root() { target }: SkillGap): boolean {
    return target.isInferred;
  }

  @sized(50)
  @FieldResolver(() => [RequirementStatusType], { description: 'Every leaf of the requirement, in its order.' })
  requirements(@Root() { leaves }: SkillGap): readonly LeafOutcome[] {
    return leaves;
  }

  @sized(50)
  @FieldResolver(() => [RequirementStatusType], { description: 'The leaves that are not met, required ones first.' })
  gaps(@Root() { gaps }: SkillGap): readonly LeafOutcome[] {
    return gaps;
  }

  @FieldResolver(() => Int, { description: 'Version of `scoringPolicy` it was computed with.' })
  policyVersion(): number {
    return POLICY.version;
  }
}

@Resolver(() => CandidateType)
export class CandidateResolver {
  @priced(200)
  @Query(() => CandidateConnection, {
    description:
      'Learners who show you something that bears on a job or stated requirement: all required met first, then by score. Employers, portals and administrators.',
  })
  async candidates(
    @Arg('jobId', () => ID, { nullable: true, description: 'A job; for employers one of their own.' }) jobId:
      | string
      | null,
    @Arg('requirement', () => RequirementInput, { nullable: true, description: 'A tree of your own.' })
    requirement: RequirementInput | null,
    @Arg('asOf', () => GraphQLDateTime, {
      nullable: true,
      description: 'The moment validity is judged for; now when absent.',
    })
    asOf: Date | null,
    @Arg('filter', () => CandidateFilterInput, {
      nullable: true,
      description: 'Everybody who shows something when absent.',
    })
    filter: CandidateFilterInput | null,
    @Args(() => PageArgs) { first: rows, after: cursor }: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<CandidatePage> {
    const viewer = signedIn(ctx);
    const first = firstOf({ first: rows });
    const minScore = filter?.minScore ?? 0;
    if (!(minScore >= 0 && minScore <= 1))
      return refuse('BAD_USER_INPUT', `minScore is ${minScore}; state 0 to 1`, 'filter.minScore');
    const target = valueOrThrow(await findTarget(ctx.db, targetOf(jobId, null, requirement)));
    if (target.job && viewer.role === 'EMPLOYER' && target.job.employerId !== viewer.organizationId) {
      return refuse('FORBIDDEN', 'the job is another employer’s; state its requirement instead', 'jobId');
    }
    const asked = filter?.verifiedOnly ? countingVerified(target.requirement) : target.requirement;
    const all = await findCandidates(ctx.db, readerOf(viewer), asked, asOf ?? ctx.now, filter ?? {});
    const after = readCursor('candidates', cursor, z.tuple([z.boolean(), z.number(), idKey<LearnerId>()]));
    const rest = after ? all.filter((each) => bestFirst(cursorCandidate(after), each) < 0) : all;
    noteAccess(
      ctx,
      'CANDIDATES',
      rest.slice(0, first).map(({ learnerId }) => learnerId),
    );
    const nodes = rest.slice(0, first + 1).map((each) => ({ ...each, asked }));
    const page = pageOf('candidates', nodes, first, placeOf, async () => all.length);
    return { ...page, asked };
  }

  @FieldResolver(() => LearnerType, { description: 'Without their name unless they show it to you.' })
  learner(@Root() { learnerId }: Candidate, @Ctx() ctx: Context): Promise<VisibleLearner | null> {
    return learnerById(ctx).load(learnerId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether no unit is open but those marked PREFERRED.' })
  allRequiredMet(@Root() candidate: Candidate): boolean {
    return meetsAll(candidate);
  }

  @sized(20)
  @FieldResolver(() => [RequirementStatusType], { description: 'Every leaf of the requirement, in its order.' })
  requirements(@Root() { leaves }: Candidate): readonly LeafOutcome[] {
    return leaves;
  }
}

/** A candidate beside what they are measured against. */
export interface ShownCandidate extends Candidate {
  readonly asked: RequirementGroup;
}

/** A page of candidates, who are all measured against one tree. */
export interface CandidatePage extends Connection<ShownCandidate> {
  readonly asked: RequirementGroup;
}

function placeOf(each: Candidate): readonly unknown[] {
  return [meetsAll(each), each.score, each.learnerId];
}

/** A candidate that stands where a cursor does. */
function cursorCandidate([isAllMet, score, learnerId]: [boolean, number, LearnerId]): Candidate {
  return { learnerId, score, requiredMet: isAllMet ? 1 : 0, requiredTotal: 1, leaves: [] };
}
