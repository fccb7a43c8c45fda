import { GraphQLDateTime } from 'graphql-scalars';
import {
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { LearnerType } from '../consent/graphql.ts';
import { asViewer, learnerById, type VisibleLearner } from '../consent/index.ts';
import { asReader } from '../db/as-reader.ts';
import type { ApiClientId, ApiKeyId, LearnerId, OrganizationId } from '../db/ids.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, IdField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { payloadOf, refuse, signedIn, type UserErrorType } from '../graphql/problems.ts';
import type { Result } from '../problem.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import { ROLE_MEANINGS, ROLES, type Role } from './account.ts';
import { createApiClient, type IssuedKey, revokeApiKey, rotateApiKey } from './api-clients.ts';
import { recordAudit } from './audit.ts';
import {
  type ApiClient,
  type ApiKey,
  countApiClients,
  findApiClients,
  findApiClientsById,
  findApiKey,
} from './find-api-clients.ts';
import { keysOfClient } from './loaders.ts';
import type { Reach } from './reach.ts';
import { SCOPE_MEANINGS, SCOPES, type Scope } from './scope.ts';

export const RoleEnum = published('Role', ROLES, 'What a person or machine may be here.', ROLE_MEANINGS);
export const ScopeEnum = published(
  'Scope',
  SCOPES,
  'What a key may be used for, within what its role may do.',
  SCOPE_MEANINGS,
);

@ObjectType('ApiKey', { description: "A client's key, without its secret.", simpleResolvers: true })
export class ApiKeyType {
  @Field(() => String, { description: 'How the key begins, after `tessera_`.' }) prefix: string;
  @Field(() => [ScopeEnum], { description: 'What it may be used for.' }) scopes: Scope[];
  @Field(() => GraphQLDateTime, { description: 'When it was made.' }) createdAt: Date;
  @Field(() => GraphQLDateTime, { description: 'From then on it is refused.' }) expiresAt: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while it is not revoked.' })
  revokedAt: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Up to a minute behind; null before its first use.' })
  lastUsedAt: Date | null;
}

@ObjectType('ApiClient', { description: 'A machine that asks with keys of its own.' })
export class ApiClientType {
  @Field(() => String, { description: 'Which machine it is.' }) name: string;
  @Field(() => RoleEnum, { description: 'What it may be here; its keys may do less.' }) role: Role;
  @Field(() => GraphQLDateTime, { description: 'When it was made.' }) createdAt: Date;
}

@InputType('CreateApiClientInput', { description: 'A machine and what its first key may do.' })
class CreateApiClientInput {
  @Field(() => String, { description: 'Which machine it is, 1 to 200 characters.' }) name: string;
  @Field(() => RoleEnum, { description: 'One you may give: administrators any, managers that of their organisation.' })
  role: Role;
  @Field(() => ID, { nullable: true, description: 'For PROVIDER, EMPLOYER and PORTAL; yours when absent.' })
  organizationId?: string;
  @Field(() => ID, { nullable: true, description: 'For LEARNER.' }) learnerId?: string;
  @Field(() => [ScopeEnum], { nullable: true, description: 'All that the role can use when absent.' }) scopes?: Scope[];
  @Field(() => Int, { nullable: true, description: '1 to 365; 365 when absent.' }) expiresInDays?: number;
}

@InputType('RotateApiKeyInput', { description: 'A client and what its second key may do.' })
class RotateApiKeyInput {
  @Field(() => ID, { description: 'The client that gets a second key.' }) clientId: string;
  @Field(() => [ScopeEnum], { nullable: true, description: 'Those of the newest key when absent.' })
  scopes?: Scope[];
  @Field(() => Int, { nullable: true, description: '1 to 365; 365 when absent.' }) expiresInDays?: number;
}

@InputType('RevokeApiKeyInput', { description: 'The key to end.' })
class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The key to end.' }) keyId: string;
}

const secret = { nullable: true, description: 'The key itself. It is told this once and kept nowhere.' } as const;

@PayloadType('CreateApiClientPayload')
class CreateApiClientPayload {
  @Field(() => ApiClientType, outcome) client: ApiClientType | null;
  @Field(() => ApiKeyType, outcome) key: ApiKeyType | null;
  @Field(() => String, secret) secret: string | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('RotateApiKeyPayload')
class RotateApiKeyPayload {
  @Field(() => ApiKeyType, outcome) key: ApiKeyType | null;
  @Field(() => String, secret) secret: string | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('RevokeApiKeyPayload')
class RevokeApiKeyPayload {
  @Field(() => ApiKeyType, outcome) key: ApiKeyType | null;
  @ErrorsField() errors: UserErrorType[];
}

const ApiClientConnection = connectionType('ApiClient', ApiClientType);

/** Whose keys and members the viewer manages. @throws ProblemError UNAUTHENTICATED, FORBIDDEN */
export function reachOf(ctx: Context): Reach {
  const { role, organizationId } = signedIn(ctx);
  if (role === 'ADMINISTRATOR') return 'EVERYBODY';
  if (role === 'GUEST' || organizationId === null) return refuse('FORBIDDEN', 'you manage no organisation');
  return { organizationId, role };
}

/** Does a change of rights and notes it, in one transaction that sees of learners what the viewer does, or an administrator. */
export function auditedChange<T>(
  ctx: Context,
  action: string,
  change: (tx: Context['db']) => Promise<Result<T>>,
  detailOf: (value: T) => Readonly<Record<string, unknown>>,
): Promise<Result<T>> {
  // Whom an administrator's key may link it must find, also where it may not READ.
  const asWhom = ctx.viewer.role === 'ADMINISTRATOR' ? asAdministrator : asViewer;
  return asWhom(ctx, async (tx) => {
    const changed = await change(tx);
    if (changed.ok) await recordAudit(tx, ctx.viewer, { action, detail: detailOf(changed.value) });
    return changed;
  });
}

function asAdministrator<T>({ db }: Context, work: (tx: Context['db']) => Promise<T>): Promise<T> {
  return asReader(db, { kind: 'administrator' }, work);
}

const withoutSecret = ({ clientId, keyId }: IssuedKey) => ({ clientId, keyId });

@Resolver(() => ApiClientType)
export class ApiClientResolver {
  @Query(() => ApiClientConnection, {
    description:
      "API clients, oldest first: everybody's for an administrator, those of their organisation for its managers.",
  })
  async apiClients(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context): Promise<Connection<ApiClient>> {
    const reach = reachOf(ctx);
    const organizationId = reach === 'EVERYBODY' ? null : reach.organizationId;
    const first = firstOf(page);
    const after = readIdCursor<ApiClientId>('apiClients', page.after);
    return pageOf(
      'apiClients',
      await findApiClients(ctx.db, organizationId, { first: first + 1, after }),
      first,
      ({ id }) => [id],
      () => countApiClients(ctx.db, organizationId),
    );
  }

  @Mutation(() => CreateApiClientPayload, { description: 'Makes an API client with its first key.' })
  createApiClient(@InputArg(() => CreateApiClientInput) input: CreateApiClientInput, @Ctx() ctx: Context) {
    const reach = reachOf(ctx);
    const { name, role, scopes, expiresInDays } = input;
    const learnerId =
      input.learnerId == null ? undefined : idOf<LearnerId>('Learner', input.learnerId, 'input.learnerId');
    const organizationId =
      input.organizationId == null
        ? reach === 'EVERYBODY'
          ? undefined
          : reach.organizationId
        : idOf<OrganizationId>('Organization', input.organizationId, 'input.organizationId');
    const client = { name, role, scopes, expiresInDays, organizationId, learnerId };
    return payloadOf(
      () => auditedChange(ctx, 'createApiClient', (tx) => createApiClient(tx, client, reach), withoutSecret),
      async ({ clientId, keyId, secret }) => {
        const [made = null] = await findApiClientsById(ctx.db, [clientId]);
        return { client: made, key: await findApiKey(ctx.db, keyId), secret };
      },
    );
  }

  @IdField()
  id(@Root() { id }: ApiClient): string {
    return toGlobalId('ApiClient', id);
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: 'For whom it acts; null for hub and learner.' })
  organization(@Root() { organizationId }: ApiClient, @Ctx() ctx: Context): Promise<Organization | null> | null {
    return organizationId === null ? null : organizationById(ctx).load(organizationId);
  }

  @FieldResolver(() => LearnerType, { nullable: true, description: 'The learner it acts for.' })
  learner(@Root() { learnerId }: ApiClient, @Ctx() ctx: Context): Promise<VisibleLearner | null> | null {
    return learnerId === null ? null : learnerById(ctx).load(learnerId);
  }

  @FieldResolver(() => [ApiKeyType], { description: 'Its keys, newest first, revoked and expired ones too.' })
  keys(@Root() { id }: ApiClient, @Ctx() ctx: Context): Promise<ApiKey[]> {
    return keysOfClient(ctx).load(id);
  }
}

@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  @Mutation(() => RotateApiKeyPayload, {
    description: 'Gives a client a second key. The first goes on working until it is revoked or expires.',
  })
  rotateApiKey(@InputArg(() => RotateApiKeyInput) input: RotateApiKeyInput, @Ctx() ctx: Context) {
    const reach = reachOf(ctx);
    const clientId = idOf<ApiClientId>('ApiClient', input.clientId, 'input.clientId');
    const terms = { scopes: input.scopes ?? undefined, expiresInDays: input.expiresInDays ?? undefined };
    return payloadOf(
      () => auditedChange(ctx, 'rotateApiKey', (tx) => rotateApiKey(tx, clientId, terms, reach), withoutSecret),
      async ({ keyId, secret }) => ({ key: await findApiKey(ctx.db, keyId), secret }),
    );
  }

  @Mutation(() => RevokeApiKeyPayload, { description: 'Ends a key: the next request with it is refused.' })
  revokeApiKey(@InputArg(() => RevokeApiKeyInput) input: RevokeApiKeyInput, @Ctx() ctx: Context) {
    const reach = reachOf(ctx);
    const keyId = idOf<ApiKeyId>('ApiKey', input.keyId, 'input.keyId');
    return payloadOf(
      () =>
        auditedChange(
          ctx,
          'revokeApiKey',
          (tx) => revokeApiKey(tx, keyId, reach),
          (id) => ({ keyId: id }),
        ),
      async (id) => ({ key: await findApiKey(ctx.db, id) }),
    );
  }

  @IdField()
  id(@Root() { id }: ApiKey): string {
    return toGlobalId('ApiKey', id);
  }
}
