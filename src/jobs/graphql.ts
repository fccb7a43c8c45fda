import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Info,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { EvidenceRung } from '../badges/index.ts';
import { RungEnum } from '../consent/enum-graphql.ts';
import { CredentialType } from '../credentials/graphql.ts';
import { type Credential, credentialById } from '../credentials/index.ts';
import type { JobId, OrganizationId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { IdField, LanguageArg } from '../graphql/decorators.ts';
import { direct } from '../graphql/direct.ts';
import { published } from '../graphql/enum.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { inOrder, loader } from '../graphql/loader.ts';
import { NodeType } from '../graphql/node.ts';
import { brought, type Soon } from '../graphql/shape.ts';
import { wantedOf } from '../graphql/wanted.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import { OccupationType, SkillType } from '../skills/graphql.ts';
import { type Occupation, occupationById, type SkillRow, skillById } from '../skills/index.ts';
import { countJobs, findJob, findJobs, findJobsBy, findRequirements, type Job } from './find-jobs.ts';
import { RequirementLevelInput, RequirementLevelType } from './level-graphql.ts';
import {
  IMPORTANCES,
  type Importance,
  JOB_STATES,
  type JobState,
  type NamedLevel,
  REQUIREMENT_KINDS,
  type Requirement,
  type RequirementGroup,
} from './requirement.ts';

export const ImportanceEnum = published(
  'Importance',
  IMPORTANCES,
  'How much an employer needs it; UNSPECIFIED: the posting does not say.',
  {
    UNSPECIFIED: 'The posting does not say; counted in full.',
    PREFERRED: 'Welcome, not needed; counted a third.',
    REQUIRED: 'Needed; counted in full.',
  },
);
export const KindEnum = published(
  'RequirementKind',
  REQUIREMENT_KINDS,
  'ALL, ANY and AT_LEAST hold parts; SKILL and CREDENTIAL are leaves.',
  {
    ALL: 'Every part is needed.',
    ANY: 'One part is enough.',
    AT_LEAST: 'n parts are needed.',
    SKILL: 'A leaf that asks for a skill.',
    CREDENTIAL: 'A leaf that asks for a credential.',
  },
);
const StateEnum = published('JobState', JOB_STATES, 'Whether the position is open.', {
  OPEN: 'To be filled; it is matched.',
  CLOSED: 'Filled or withdrawn; it is matched no more.',
});

@ObjectType('Requirement', { description: 'A node of a requirement tree.', simpleResolvers: true })
export class RequirementType {
  @Field(() => String, { description: 'Names the node within its tree.' }) key: string;
  @Field(() => KindEnum, { description: 'Whether it holds parts or asks for one thing.' }) kind: string;
  @Field(() => Int, { nullable: true, description: 'n of AT_LEAST.' }) atLeast: number | null;
  @Field(() => ImportanceEnum, {
    description: 'Counts in scores: REQUIRED and UNSPECIFIED in full, PREFERRED a third.',
  })
  importance: string;
  @Field(() => Float, { description: "Only its ratio to its siblings' matters." }) weight: number;
  @Field(() => String, { nullable: true, description: "The employer's words for a leaf." }) statement: string | null;
  @Field(() => Boolean, { nullable: true, description: 'False when the employer trains for it.' }) neededAtHire:
    | boolean
    | null;
  @Field(() => RungEnum, { nullable: true, description: 'Weakest evidence accepted; null accepts any.' })
  acceptedFrom: EvidenceRung | null;
  @Field(() => RequirementLevelType, {
    nullable: true,
    description: 'Level of the skill that is needed; null when the employer names none.',
  })
  requiredLevel: NamedLevel | null;
  @Field(() => RequirementLevelType, {
    nullable: true,
    description: 'Level of the skill that is hoped for; null when the employer names none.',
  })
  desiredLevel: NamedLevel | null;
}

@ObjectType('Job', {
  implements: NodeType,
  description: "A position an employer wants to fill, known by the employer's own position id.",
  simpleResolvers: true,
})
export class JobType extends NodeType {
  @Field(() => String, { description: "The employer's own id; unique with the employer." }) positionId: string;
  @Field(() => StateEnum, { description: 'A closed job stays readable.' }) state: string;
  @Field(() => String, {
    nullable: true,
    description: 'As the employer names it, such as `CA-ON`; null when not stated.',
  })
  region: string | null;
  @Field(() => String, { nullable: true, description: 'NOC 2021, five digits.' }) noc2021: string | null;
  @Field(() => GraphQLDateTime, {
    description: 'As an imported posting says; else when it first came here.',
  })
  publishedAt: Date;
  @Field(() => String, { nullable: true, description: 'Where it is shown; null when the posting gives no address.' })
  url: string | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the employer means to close it; null when not stated.',
  })
  closesAt: Date | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When its stored matches were last computed; null before the first time.',
  })
  matchedAt: Date | null;
}

@InputType('RequirementInput', {
  description: 'A requirement tree. State exactly one of all, any, of (with atLeast), skill, credential.',
})
export class RequirementInput {
  @Field(() => [RequirementInput], { nullable: true, description: 'Parts that are all needed, at least one.' })
  all?: RequirementInput[];
  @Field(() => [RequirementInput], { nullable: true, description: 'Parts of which one is enough, at least one.' })
  any?: RequirementInput[];
  @Field(() => Int, { nullable: true, description: 'How many of `of` are needed.' }) atLeast?: number;
  @Field(() => [RequirementInput], {
    nullable: true,
    description: 'Parts of which `atLeast` are needed, at least one.',
  })
  of?: RequirementInput[];
  @Field(() => String, { nullable: true, description: 'URI, code, label or alias of a skill.' }) skill?: string;
  @Field(() => String, { nullable: true, description: 'URI of a credential.' }) credential?: string;
  @Field(() => ImportanceEnum, { nullable: true, description: 'UNSPECIFIED when absent.' }) importance?: Importance;
  @Field(() => Float, { nullable: true, description: '0.001 to 1000; 1 when absent.' }) weight?: number;
  @Field(() => Boolean, { nullable: true, description: 'True when absent.' }) neededAtHire?: boolean;
  @Field(() => RungEnum, { nullable: true, description: 'Weakest evidence accepted; any when absent.' })
  acceptedFrom?: EvidenceRung;
  @Field(() => RequirementLevelInput, { nullable: true, description: 'Level of the skill that is needed.' })
  requiredLevel?: RequirementLevelInput;
  @Field(() => RequirementLevelInput, { nullable: true, description: 'Level of the skill that is hoped for.' })
  desiredLevel?: RequirementLevelInput;
}

@InputType('JobFilter', { description: 'Which jobs; what is absent does not limit.' })
class JobFilterInput {
  @Field(() => ID, { nullable: true, description: 'Any employer when absent.' }) employerId?: string | null;
  @Field(() => String, { nullable: true, description: "The employer's own id, in full." }) positionId?: string | null;
  @Field(() => StateEnum, { nullable: true, description: 'Open and closed ones when absent.' }) state?: JobState | null;
  @Field(() => String, { nullable: true, description: 'Exactly as the posting names it.' }) region?: string | null;
}

const JobConnection = connectionType('Job', JobType);
export const jobById = loader(async ({ db }, ids: readonly JobId[]) =>
  inOrder(ids, await findJobs(db, ids), ({ id }) => id),
);
const requirementOfJob = loader(async ({ db }, ids: readonly JobId[]) => {
  const trees = await findRequirements(db, ids);
  return ids.map((id) => trees.get(id) ?? null);
});

@Resolver(() => JobType)
export class JobResolver {
  @Query(() => JobType, { nullable: true, description: 'A job by id; null when there is none.' })
  job(
    @Arg('id', () => ID, { description: 'As `jobs` gives it.' }) id: string,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Job | null> {
    return findJob(db, idOf<JobId>('Job', id, 'id'), wantedOf(info));
  }

  @Query(() => JobConnection, { description: 'Jobs, oldest first.' })
  async jobs(
    @Arg('filter', () => JobFilterInput, { nullable: true, description: 'All jobs when absent.' })
    input: JobFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Job>> {
    const first = firstOf(page);
    const after = readIdCursor<JobId>('jobs', page.after);
    const filter = {
      ...input,
      employerId:
        input?.employerId == null ? null : idOf<OrganizationId>('Organization', input.employerId, 'filter.employerId'),
    };
    return pageOf(
      'jobs',
      await findJobsBy(db, filter, { first: first + 1, after }, wantedOf(info)),
      first,
      ({ id }) => [id],
      () => countJobs(db, filter),
    );
  }

  @IdField()
  id(@Root() { id }: Job): string {
    return toGlobalId('Job', id);
  }

  @FieldResolver(() => String, { description: 'In the asked language, else English, else whichever there is.' })
  title(@Root() { title }: Job, @Ctx() ctx: Context, @LanguageArg() tag?: string): string {
    return textIn(title, tag ?? ctx.language);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'In the asked language, else English, else whichever there is; null when there is none.',
  })
  description(@Root() { description }: Job, @Ctx() ctx: Context, @LanguageArg() tag?: string): string | null {
    return textIn(description, tag ?? ctx.language) || null;
  }

  @direct
  @FieldResolver(() => OrganizationType, { description: 'Whose position it is.' })
  employer(@Root() row: Job, @Ctx() ctx: Context): Soon<Organization | null> {
    return brought(row, 'employer', () => organizationById(ctx).load(row.employerId));
  }

  @direct
  @FieldResolver(() => OccupationType, {
    nullable: true,
    description: 'Null when the employer names none of a loaded framework.',
  })
  occupation(@Root() row: Job, @Ctx() ctx: Context): Soon<Occupation | null> {
    return brought(row, 'occupation', () =>
      row.occupationId === null ? null : occupationById(ctx).load(row.occupationId),
    );
  }

  @FieldResolver(() => RequirementType, { description: 'The root of its requirement tree.' })
  requirement(@Root() { id }: Job, @Ctx() ctx: Context): Promise<RequirementGroup | null> {
    return requirementOfJob(ctx).load(id);
  }
}

@Resolver(() => RequirementType)
export class RequirementResolver {
  @FieldResolver(() => [RequirementType], { description: 'Its parts; empty for a leaf.' })
  children(@Root() node: Requirement): readonly Requirement[] {
    return 'children' in node ? node.children : [];
  }

  @FieldResolver(() => SkillType, {
    nullable: true,
    description: 'Null for a group, and while the words name no loaded skill.',
  })
  skill(@Root() node: Requirement, @Ctx() ctx: Context): Promise<SkillRow | null> | null {
    return node.kind === 'SKILL' && node.skillId !== null ? skillById(ctx).load(node.skillId) : null;
  }

  @FieldResolver(() => CredentialType, {
    nullable: true,
    description: 'Null for a group or a skill, and while the catalogue does not have it.',
  })
  credential(@Root() node: Requirement, @Ctx() ctx: Context): Promise<Credential | null> | null {
    return node.kind === 'CREDENTIAL' && node.credentialId !== null
      ? credentialById(ctx).load(node.credentialId)
      : null;
  }
}
