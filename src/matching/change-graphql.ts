import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, ObjectType, Resolver, Subscription } from 'type-graphql';
import type { Tick } from '../db/changes.ts';
import type { JobId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { idOf } from '../graphql/global-id.ts';
import { refuse, signedIn } from '../graphql/problems.ts';
import { JobType, jobById } from '../jobs/graphql.ts';
import type { Job } from '../jobs/index.ts';

@ObjectType('MatchChange', {
  description: "Word that a job's matches were computed anew: ask `candidates` for them.",
  simpleResolvers: true,
})
export class MatchChangeType {
  @Field(() => JobType, { description: 'Whose matches they are.' }) job: Job;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When they were computed last; null while never.' })
  matchedAt: Date | null;
}

/** A job whose matches the viewer may follow: their own organisation's, any for administrators. */
async function jobOf(ctx: Context, id: string): Promise<Job> {
  const { role, organizationId } = signedIn(ctx);
  const job = await jobById(ctx).load(idOf<JobId>('Job', id, 'jobId'));
  if (job && (role === 'ADMINISTRATOR' || job.employerId === organizationId)) return job;
  return refuse('NOT_FOUND', 'there is no job of yours with that id', 'jobId');
}

@Resolver()
export class MatchChangeResolver {
  @Subscription(() => MatchChangeType, {
    description: 'Says so now, and again whenever the matches of a job of your organisation were computed anew.',
    subscribe: async ({ args, context }: { args: { jobId: string }; context: Context }): Promise<AsyncIterable<Tick>> =>
      context.changes.follow(`matches ${(await jobOf(context, args.jobId)).id}`),
  })
  async matchesChanged(
    @Arg('jobId', () => ID, { description: 'A job of your organisation. Administrators: any.' }) jobId: string,
    @Ctx() ctx: Context,
  ): Promise<MatchChangeType> {
    const job = await jobOf(ctx, jobId);
    return { job, matchedAt: job.matchedAt };
  }
}
