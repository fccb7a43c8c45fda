import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { transaction } from '../db/client.ts';
import type { JobId, OccupationId, OrganizationId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf } from '../graphql/global-id.ts';
import { payloadOf, refuse, signedIn, type UserErrorType } from '../graphql/problems.ts';
import { matchJob } from '../queue/jobs.ts';
import { enqueue } from '../queue/outbox.ts';
import { closeJob } from './close-job.ts';
import type { Job } from './find-jobs.ts';
import { JobType, jobById, RequirementInput } from './graphql.ts';
import { publishJob } from './publish-job.ts';
import { type JobChanges, updateJob } from './update-job.ts';

@InputType('PublishJobInput', { description: 'A whole posting: what is absent is stated as absent.' })
class PublishJobInput {
  @Field(() => ID, { nullable: true, description: "The employer; an employer's key stands for itself." })
  employerId?: string | null;
  @Field(() => String, {
    description: 'Your own id of the position, 1 to 200 characters; publishing it again replaces the posting.',
  })
  positionId: string;
  @Field(() => String, { description: '1 to 200 characters.' }) title: string;
  @Field(() => String, { nullable: true, description: 'In French; none when absent.' }) titleFr?: string | null;
  @Field(() => String, { nullable: true, description: 'At most 20,000 characters.' }) description?: string | null;
  @Field(() => String, { nullable: true, description: 'Such as `CA-ON`.' }) region?: string | null;
  @Field(() => ID, { nullable: true, description: 'An occupation of a loaded framework.' }) occupationId?:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'NOC 2021, five digits.' }) noc2021?: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'A moment to come.' }) closesAt?: Date | null;
  @Field(() => RequirementInput, { description: 'At most 200 leaves, at most 6 groups deep.' })
  requirement: RequirementInput;
}

@InputType('UpdateJobInput', {
  description: 'What is absent stays as it is; null takes out what a posting may be without.',
})
class UpdateJobInput {
  @Field(() => ID, { description: 'A job of your organisation.' }) jobId: string;
  @Field(() => String, { nullable: true, description: 'In English, 1 to 200 characters.' }) title?: string | null;
  @Field(() => String, { nullable: true, description: 'In French.' }) titleFr?: string | null;
  @Field(() => String, { nullable: true, description: 'In English, at most 20,000 characters.' }) description?:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'Such as `CA-ON`.' }) region?: string | null;
  @Field(() => ID, { nullable: true, description: 'An occupation of a loaded framework.' }) occupationId?:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'NOC 2021, five digits.' }) noc2021?: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'A moment to come.' }) closesAt?: Date | null;
  @Field(() => RequirementInput, { nullable: true, description: 'Replaces the whole tree.' })
  requirement?: RequirementInput | null;
}

@InputType('CloseJobInput', { description: 'The job to close.' })
class CloseJobInput {
  @Field(() => ID, { description: 'A job of your organisation.' }) jobId: string;
}

@PayloadType('PublishJobPayload')
class PublishJobPayload {
  @Field(() => JobType, outcome) job: JobType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('UpdateJobPayload')
class UpdateJobPayload {
  @Field(() => JobType, outcome) job: JobType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('CloseJobPayload')
class CloseJobPayload {
  @Field(() => JobType, outcome) job: JobType | null;
  @ErrorsField() errors: UserErrorType[];
}

/**
 * The employer a request acts for: the key's own organisation, or the one an administrator names.
 *
 * @param place  what messages call the argument
 */
export function employerOf(
  ctx: Context,
  stated: string | null | undefined,
  place = 'input.employerId',
): OrganizationId {
  const named = stated == null ? null : idOf<OrganizationId>('Organization', stated, place);
  const own = ownEmployer(ctx);
  if (own === null) return named ?? refuse('BAD_USER_INPUT', 'name the employer', place);
  if (named !== null && named !== own) return refuse('FORBIDDEN', 'you may act for your own organisation only', place);
  return own;
}

/** The organisation whose jobs the viewer may change; null for an administrator, who may change anybody's. */
function ownEmployer(ctx: Context): OrganizationId | null {
  const { role, organizationId } = signedIn(ctx);
  if (role === 'ADMINISTRATOR') return null;
  return organizationId ?? refuse('FORBIDDEN', 'your key belongs to no organisation');
}

function occupationOf(id: string): OccupationId {
  return idOf<OccupationId>('Occupation', id, 'input.occupationId');
}

/** A job as a mutation left it: what the request read before is stale. */
function changedJob(ctx: Context, id: JobId): Promise<Job | null> {
  ctx.loaders.clear();
  return jobById(ctx).load(id);
}

function changesOf(input: UpdateJobInput): JobChanges {
  const { title, titleFr, description, region, occupationId, noc2021, closesAt, requirement } = input;
  return {
    // A posting without its title or requirement is none: null is told as the empty one it would be.
    ...((title !== undefined || titleFr !== undefined) && {
      title: { ...(title !== undefined && { en: title ?? '' }), ...(titleFr !== undefined && { fr: titleFr }) },
    }),
    ...(requirement !== undefined && { requirement: requirement ?? {} }),
    ...(description !== undefined && { description: { en: description } }),
    ...(region !== undefined && { region }),
    ...(occupationId !== undefined && { occupationId: occupationId === null ? null : occupationOf(occupationId) }),
    ...(noc2021 !== undefined && { noc2021 }),
    ...(closesAt !== undefined && { closesAt }),
  };
}

@Resolver()
export class PostingResolver {
  @Mutation(() => PublishJobPayload, {
    description: 'Publishes a job, or replaces the posting of the same position, and asks for its matches.',
  })
  publishJob(@InputArg(() => PublishJobInput) input: PublishJobInput, @Ctx() ctx: Context) {
    const { positionId, title, titleFr, description, region, noc2021, closesAt, requirement } = input;
    const employerId = employerOf(ctx, input.employerId);
    const occupationId = input.occupationId == null ? null : occupationOf(input.occupationId);
    const posting = {
      ...{ employerId, positionId, occupationId, requirement },
      title: { en: title, ...(titleFr != null && { fr: titleFr }) },
      description: description == null ? {} : { en: description },
      ...{ region: region ?? null, noc2021: noc2021 ?? null, closesAt: closesAt ?? null },
    };
    return payloadOf(
      () =>
        transaction(ctx.db, async (tx) => {
          const published = await publishJob(tx, posting, ctx.now);
          if (published.ok) await enqueue(tx, matchJob, { jobId: published.value });
          return published;
        }),
      async (id) => ({ job: await changedJob(ctx, id) }),
    );
  }

  @Mutation(() => UpdateJobPayload, {
    description: 'Changes a job of your organisation and asks for its matches. Administrators: of any.',
  })
  updateJob(@InputArg(() => UpdateJobInput) input: UpdateJobInput, @Ctx() ctx: Context) {
    const employerId = ownEmployer(ctx);
    const jobId = idOf<JobId>('Job', input.jobId, 'input.jobId');
    const changes = changesOf(input);
    return payloadOf(
      () =>
        transaction(ctx.db, async (tx) => {
          const updated = await updateJob(tx, employerId, jobId, changes, ctx.now);
          if (updated.ok && updated.value.isChanged) await enqueue(tx, matchJob, { jobId });
          return updated;
        }),
      async () => ({ job: await changedJob(ctx, jobId) }),
    );
  }

  @Mutation(() => CloseJobPayload, { description: 'Closes a job of your organisation. Administrators: of any.' })
  closeJob(@InputArg(() => CloseJobInput) input: CloseJobInput, @Ctx() ctx: Context) {
    const employerId = ownEmployer(ctx);
    const jobId = idOf<JobId>('Job', input.jobId, 'input.jobId');
    return payloadOf(
      () => closeJob(ctx.db, employerId, jobId),
      async (id) => ({ job: await changedJob(ctx, id) }),
    );
  }
}
