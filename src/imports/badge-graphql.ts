import { GraphQLJSONObject } from 'graphql-scalars';
import { Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import { principalOf } from '../accounts/index.ts';
import type { Badge } from '../badges/index.ts';
import { BadgeType, learnerOf } from '../consent/graphql.ts';
import { asLearner, badgeById } from '../consent/index.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { PreparedBy, preparedOf } from '../graphql/prepared.ts';
import { payloadOf, signedIn, type UserErrorType } from '../graphql/problems.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findUpload, readUpload } from '../uploads/index.ts';
import { type Gathered, gatherBadges, gatherFrom } from './gather-badge.ts';
import { importBadges } from './import-badge.ts';

@InputType('ImportBadgeInput', {
  description: 'A badge of the asking learner, in exactly one of the ways it may come.',
})
class ImportBadgeInput {
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'A badge document: Open Badges 2.0 or 3.0, CLR 2.0, Europass, or as Credly or Badgr answer it.',
  })
  document?: object | null;
  @Field(() => String, {
    nullable: true,
    description: 'A badge as text: a signed one (compact JWS), JSON exactly as received, or SVG.',
  })
  text?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Id of a file left at `POST /uploads`: a baked PNG or SVG, a document, or a zip of them.',
  })
  uploadId?: string | null;
  @Field(() => String, { nullable: true, description: 'Public https address of the badge.' }) url?: string | null;
}

@PayloadType('ImportBadgePayload')
class ImportBadgePayload {
  @Field(() => BadgeType, outcome) badge: BadgeType | null;
  @Field(() => [BadgeType], {
    nullable: true,
    description: 'All that came at once, as from a bundle; null when there are `errors`.',
  })
  badges: BadgeType[] | null;
  @ErrorsField() errors: UserErrorType[];
}

/** Largest upload that is read as badges of one learner. */
const BYTES_AT_MOST = 10 * 1024 * 1024;

/** Reads what was handed in and asks hosts for what it names, before the transaction. */
async function gather(input: ImportBadgeInput, ctx: Context): Promise<Result<Handed>> {
  const given = (['document', 'text', 'uploadId', 'url'] as const).filter((name) => input[name] != null);
  const [name] = given;
  if (name === undefined || given.length > 1) {
    return fail('BAD_USER_INPUT', 'state exactly one of document, text, uploadId and url', 'input');
  }
  const field = `input.${name}`;
  const gathered = await gatherGiven(input, name, field, ctx);
  return gathered.ok ? ok({ gathered: gathered.value, field }) : gathered;
}

interface Handed {
  readonly gathered: Gathered;
  readonly field: string;
}

async function gatherGiven(
  input: ImportBadgeInput,
  name: 'document' | 'text' | 'uploadId' | 'url',
  field: string,
  ctx: Context,
): Promise<Result<Gathered>> {
  if (name === 'url') return gatherFrom(input.url ?? '', ctx.resolve, field);
  if (name === 'text') return gatherBadges(Buffer.from(input.text ?? ''), ctx.resolve, field);
  if (name === 'document') return gatherBadges(Buffer.from(JSON.stringify(input.document)), ctx.resolve, field);
  const id = input.uploadId ?? '';
  const upload = await findUpload(ctx.db, id, principalOf(signedIn(ctx)));
  if (!upload) return fail('NOT_FOUND', 'you left no such upload within the last day', field);
  if (upload.size > BYTES_AT_MOST)
    return fail('BADGE_UNREADABLE', 'it is larger than 10 MB; hand in fewer badges', field);
  const parts: Uint8Array[] = [];
  for await (const part of readUpload(ctx.db, id)) parts.push(part);
  return gatherBadges(Buffer.concat(parts), ctx.resolve, field);
}

@Resolver()
export class ImportBadgeResolver {
  @PreparedBy<ImportBadgeInput>(gather)
  @Mutation(() => ImportBadgePayload, {
    description:
      'Hands in a badge, or several at once, as its learner. It is stored as received; its `checks` follow soon.',
  })
  importBadge(@InputArg(() => ImportBadgeInput) _input: ImportBadgeInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    const { gathered, field } = preparedOf<Handed>(ctx);
    return payloadOf(
      () => asLearner(ctx.db, learnerId, (tx) => importBadges(tx, learnerId, gathered, field)),
      async (ids) => {
        const badges = (await badgeById(ctx).loadMany(ids)).filter(
          (badge): badge is Badge => badge !== null && !(badge instanceof Error),
        );
        return { badge: badges[0] ?? null, badges };
      },
    );
  }
}
