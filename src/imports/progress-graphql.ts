import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import type { Tick } from '../db/changes.ts';
import type { ImportRunId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { idOf } from '../graphql/global-id.ts';
import { refuse } from '../graphql/problems.ts';
import type { ImportRun } from './run-record.ts';
import { ImportRunType, runById } from './runs-graphql.ts';

async function runOf(ctx: Context, id: string): Promise<ImportRun> {
  const run = await runById(ctx).load(idOf<ImportRunId>('ImportRun', id, 'id'));
  return run ?? refuse('NOT_FOUND', 'there is no import run with that id', 'id');
}

@Resolver()
export class ImportProgressResolver {
  @Subscription(() => ImportRunType, {
    description: 'A run as it is now, and again whenever it has moved on. Administrators only.',
    subscribe: async ({ args, context }: { args: { id: string }; context: Context }): Promise<AsyncIterable<Tick>> =>
      context.changes.follow(`import-run ${(await runOf(context, args.id)).id}`),
  })
  importRunProgressed(
    @Arg('id', () => ID, { description: 'As `startImport` gave it.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<ImportRun> {
    return runOf(ctx, id);
  }
}
