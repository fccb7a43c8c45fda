import { Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import { principalOf } from '../accounts/index.ts';
import { badgeDocumentsFormat } from '../formats/index.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { payloadOf, signedIn, type UserErrorType } from '../graphql/problems.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findUpload } from '../uploads/index.ts';
import { ImportRunType, runById } from './runs-graphql.ts';
import { prepareSource, startImport } from './start-import.ts';

@InputType('ImportBadgesInput', { description: 'Badges of many learners, in one of the ways they may come.' })
class ImportBadgesInput {
  @Field(() => String, {
    nullable: true,
    description: 'Id of a file left at `POST /uploads`: a zip, NDJSON, a JSON list, or a page of a provider’s API.',
  })
  uploadId?: string | null;
  @Field(() => String, { nullable: true, description: 'Public https address of such a file or page.' }) url?:
    | string
    | null;
}

@PayloadType('ImportBadgesPayload')
class ImportBadgesPayload {
  @Field(() => ImportRunType, outcome) importRun: ImportRunType | null;
  @ErrorsField() errors: UserErrorType[];
}

@Resolver()
export class ImportBadgesResolver {
  @Mutation(() => ImportBadgesPayload, {
    description:
      'Queues an import of badges of many learners, each to whom it names; those of nobody known are issues. Their `checks` follow.',
  })
  importBadges(@InputArg(() => ImportBadgesInput) input: ImportBadgesInput, @Ctx() ctx: Context) {
    return payloadOf(
      async () => {
        const location = await findLocation(input, ctx);
        if (!location.ok) return location;
        const request = { location: location.value, format: badgeDocumentsFormat.name };
        const source = await prepareSource(ctx.database, request, [], ctx.sourceSettings);
        if (!source.ok) return source;
        const runId = await startImport(ctx.database, source.value);
        return ok(await runById(ctx).load(runId));
      },
      (importRun) => ({ importRun }),
    );
  }
}

/** What the run is to read. */
async function findLocation({ uploadId, url }: ImportBadgesInput, ctx: Context): Promise<Result<string>> {
  if ((uploadId == null) === (url == null)) {
    return fail('BAD_USER_INPUT', 'state exactly one of uploadId and url', 'input');
  }
  if (url != null) {
    return /^https?:\/\//iu.test(url) ? ok(url) : fail('BAD_USER_INPUT', 'it must begin with https://', 'input.url');
  }
  const upload = await findUpload(ctx.db, uploadId ?? '', principalOf(signedIn(ctx)));
  return upload
    ? ok(`upload:${uploadId}`)
    : fail('NOT_FOUND', 'you left no such upload within the last day', 'input.uploadId');
}
