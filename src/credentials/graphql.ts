import {
  Arg,
  Args,
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
  registerEnumType,
} from 'type-graphql';
import { z } from 'zod';
import type { CredentialId, OrganizationId, SkillId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import {
  type Connection,
  connectionType,
  firstOf,
  idKey,
  PageArgs,
  pageOf,
  readCursor,
  textKey,
} from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { enumOf } from '../graphql/enum.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { refuse } from '../graphql/problems.ts';
import { sized } from '../graphql/size.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import { SkillType } from '../skills/graphql.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import * as words from './credential.ts';
import {
  type Credential,
  type CredentialRelation,
  type CredentialSkill,
  countCredentials,
  type Endorsement,
  type Funding,
  findCredentialByUri,
  findCredentials,
  type Offering,
  type PriorLearningPolicy,
  sortKeyOf,
} from './find-credentials.ts';
import {
  credentialById,
  endorsementsOfCredential,
  fundingOfCredential,
  offeringsOfCredential,
  priorLearningOfCredential,
  relationsOfCredential,
  skillsOfCredential,
} from './loaders.ts';

function published<const V extends string>(name: string, values: readonly V[], description: string) {
  const made = enumOf(values);
  registerEnumType(made, { name, description });
  return made;
}

const TypeEnum = published(
  'CredentialType',
  words.CREDENTIAL_TYPES,
  "CTDL's tree of credential classes. Source: ceterms classes.",
);
const StatusEnum = published('CredentialStatus', words.CREDENTIAL_STATUS, 'Whether it is still awarded.');
export const DeliveryModeEnum = published(
  'DeliveryMode',
  words.DELIVERY_MODES,
  'How it is taught. Source: CTDL ceterms:deliveryType.',
);
const FormatEnum = published('LearningFormat', words.LEARNING_FORMATS, 'What the learner does.');
const AssessmentEnum = published('AssessmentMethod', words.ASSESSMENT_METHODS, 'How it is assessed.');
const TristateEnum = published('Tristate', words.TRISTATE, 'A fact a source may leave open; UNKNOWN is never a guess.');
const TranscriptableEnum = published('Transcriptable', words.TRANSCRIPTABLE, 'Whether it appears on a transcript.');
const CreditEnum = published('CreditStatus', words.CREDIT_STATUS, 'Whether it carries academic credit.');
const StackModeEnum = published('StackMode', words.STACK_MODES, 'How it stacks. Source: Ontario Tech definitions.');
const SkillRelationEnum = published(
  'CredentialSkillRelation',
  words.CREDENTIAL_SKILL_RELATIONS,
  'What a credential has to do with a skill.',
);
export const LinkMethodEnum = published(
  'LinkMethod',
  words.LINK_METHODS,
  'How words were tied to a skill, surest first.',
);
const RelationEnum = published(
  'CredentialRelationKind',
  words.CREDENTIAL_RELATIONS,
  'Edges of a stack, read left to right.',
);
const FactEnum = published(
  'EndorsementFact',
  words.ENDORSEMENT_FACTS,
  'What a partner confirms; demand and assessment are two facts.',
);
const OrderEnum = published(
  'CredentialOrder',
  words.CREDENTIAL_ORDERS,
  'What a list is sorted by, ascending: NAME as it reads in the request language, COST in cents, HOURS of workload.',
);
const MethodEnum = published(
  'PriorLearningMethod',
  words.PRIOR_LEARNING_METHODS,
  'How learning already had is recognised.',
);
export const FundingStatusEnum = published(
  'FundingStatus',
  words.FUNDING_STATUS,
  'What can be said of funding without knowing the learner.',
);

@ObjectType('CredentialSkill', { description: 'A skill a credential teaches, assesses or requires.' })
export class CredentialSkillType {
  @Field(() => SkillRelationEnum) relation: string;
  @Field(() => String, { description: "The source's words." }) statement: string;
  @Field(() => LinkMethodEnum, { description: 'UNRESOLVED while no loaded skill answers to the words.' }) how: string;
}

@ObjectType('CredentialRelation', { description: 'An edge of a stack.' })
export class CredentialRelationType {
  @Field(() => RelationEnum) kind: string;
  @Field(() => String, { description: 'The other credential, loaded or not.' }) toUri: string;
  @Field(() => String, { nullable: true, description: 'The group it counts in, where n of several are needed.' }) group:
    | string
    | null;
  @Field(() => Int, { nullable: true, description: 'How many of the group are needed.' }) groupRequired: number | null;
}

@ObjectType('Endorsement', { description: 'One confirmation by one partner.', simpleResolvers: true })
export class EndorsementType {
  @Field(() => String) partnerName: string;
  @Field(() => FactEnum) fact: string;
}

@ObjectType('Offering', { description: 'One run of a credential.', simpleResolvers: true })
export class OfferingType {
  @Field(() => String, { description: '`YYYY-MM-DD`.' }) startsOn: string;
  @Field(() => Int, { nullable: true }) costCents: number | null;
}

@ObjectType('PriorLearningPolicy', {
  description: 'How a provider recognises learning already had (PLAR). Source: CTDL PriorLearningPolicy.',
  simpleResolvers: true,
})
export class PriorLearningPolicyType {
  @Field(() => TristateEnum) available: string;
  @Field(() => String, { nullable: true }) url: string | null;
  @Field(() => [MethodEnum]) methods: string[];
  @Field(() => Float, { nullable: true, description: 'Largest share that may be recognised, 0 to 100.' }) maxPercent:
    | number
    | null;
  @Field(() => Int, { nullable: true }) feeCents: number | null;
}

@ObjectType('Funding', { description: "What a public programme's rules say of a credential.", simpleResolvers: true })
export class FundingType {
  @Field(() => String, { description: 'Code of the programme, such as `OSAP_MC`.' }) program: string;
  @Field(() => Int, { description: 'Year of the rules applied.' }) ruleYear: number;
  @Field(() => FundingStatusEnum) status: string;
  @Field(() => [String]) reasons: string[];
  @Field(() => String, { nullable: true, description: 'Where the rules are published.' }) url: string | null;
}

@ObjectType('Credential', {
  implements: NodeType,
  description: 'A definition a provider awards; the award itself is a Badge.',
})
export class CredentialType extends NodeType {
  @Field(() => String, { description: 'CTID, achievement id or URN: identity across imports.' }) uri: string;
  @Field(() => TypeEnum) type: string;
  @Field(() => StatusEnum) status: string;
  @Field(() => String, { nullable: true }) url: string | null;
  @Field(() => [String], { description: 'Languages of instruction, BCP 47.' }) languages: string[];
  @Field(() => DeliveryModeEnum, { nullable: true }) deliveryMode: string | null;
  @Field(() => [FormatEnum]) learningFormats: string[];
  @Field(() => [AssessmentEnum]) assessmentMethods: string[];
  @Field(() => TristateEnum, { description: 'Whether proficiency is assessed; time spent is not proficiency.' })
  assessed: string;
  @Field(() => TristateEnum) summativeAssessment: string;
  @Field(() => TristateEnum) proctored: string;
  @Field(() => TristateEnum) identityVerified: string;
  @Field(() => TristateEnum, { description: 'Whether employers can see the assessed work.' }) evidenceVisible: string;
  @Field(() => Float, { nullable: true }) instructionalHours: number | null;
  @Field(() => Float, { nullable: true, description: 'Learner workload in hours.' }) totalHours: number | null;
  @Field(() => Float, { nullable: true }) durationWeeks: number | null;
  @Field(() => TristateEnum) selfPaced: string;
  @Field(() => Int, { nullable: true, description: 'Null when the source does not state it; 0 is free.' }) costCents:
    | number
    | null;
  @Field(() => String, { nullable: true, description: 'ISO 4217.' }) currency: string | null;
  @Field(() => CreditEnum) creditStatus: string;
  @Field(() => Float, { nullable: true }) creditValue: number | null;
  @Field(() => TranscriptableEnum) transcriptable: string;
  @Field(() => StackModeEnum, { nullable: true }) stackMode: string | null;
  @Field(() => Float, { nullable: true, description: 'Years an award stays valid.' }) validYears: number | null;
  @Field(() => String, { nullable: true }) qualityProcess: string | null;
  @Field(() => String, { nullable: true }) qualityBody: string | null;
  @Field(() => [String], { description: 'NOC 2021 codes, five digits.' }) noc2021: string[];
}

@InputType('CredentialFilter')
class CredentialFilterInput {
  @Field(() => [TypeEnum], { nullable: true }) types?: words.CredentialType[] | null;
  @Field(() => ID, { nullable: true }) providerId?: string | null;
  @Field(() => ID, { nullable: true, description: 'A skill it teaches or assesses.' }) skillId?: string | null;
  @Field(() => [DeliveryModeEnum], { nullable: true }) deliveryModes?: words.DeliveryMode[] | null;
  @Field(() => String, { nullable: true, description: 'A language of instruction, BCP 47.' }) language?: string | null;
  @Field(() => Int, { nullable: true }) maxCostCents?: number | null;
}

const CredentialConnection = connectionType('Credential', CredentialType);
const language = { nullable: true, description: 'BCP 47 tag; the request language when absent.' } as const;

/** What a cursor of an order holds: the order, a row's sort key and its id. */
function cursorKeys(orderBy: words.CredentialOrder) {
  const keys = { ID: z.null(), NAME: textKey, COST: z.number().nullable(), HOURS: z.number().nullable() };
  return z.tuple([z.literal(orderBy), keys[orderBy], idKey<CredentialId>()]);
}

@Resolver(() => CredentialType)
export class CredentialResolver {
  @Query(() => CredentialType, { nullable: true, description: 'A credential by id or URI; exactly one of them.' })
  credential(
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('uri', () => String, { nullable: true }) uri: string | null,
    @Ctx() ctx: Context,
  ): Promise<Credential | null> {
    if (id != null && uri == null) return credentialById(ctx).load(idOf<CredentialId>('Credential', id, 'id'));
    if (uri != null && id == null) return findCredentialByUri(ctx.db, uri);
    return refuse('BAD_USER_INPUT', 'state exactly one of id and uri', 'id');
  }

  @Query(() => CredentialConnection, {
    description: 'Credentials in a stable order, the smallest first; what is not stated comes last.',
  })
  async credentials(
    @Arg('filter', () => CredentialFilterInput, { nullable: true }) input: CredentialFilterInput | null,
    @Arg('orderBy', () => OrderEnum, { nullable: true, description: 'ID when absent.' })
    stated: words.CredentialOrder | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { db, language }: Context,
  ): Promise<Connection<Credential>> {
    const first = firstOf(page);
    const orderBy = stated ?? 'ID';
    const read = readCursor('credentials', page.after, cursorKeys(orderBy));
    const after = read && { key: read[1], id: read[2] };
    const filter = {
      ...input,
      providerId:
        input?.providerId == null ? null : idOf<OrganizationId>('Organization', input.providerId, 'filter.providerId'),
      skillId: input?.skillId == null ? null : idOf<SkillId>('Skill', input.skillId, 'filter.skillId'),
    };
    const rows = await findCredentials(db, filter, { first: first + 1, after, orderBy, language });
    return pageOf(
      'credentials',
      rows,
      first,
      (row) => [orderBy, sortKeyOf(row, { orderBy, language }), row.id],
      () => countCredentials(db, filter),
    );
  }

  @FieldResolver(() => ID)
  id(@Root() { id }: Credential): string {
    return toGlobalId('Credential', id);
  }

  @FieldResolver(() => String)
  name(
    @Root() { name }: Credential,
    @Ctx() ctx: Context,
    @Arg('language', () => String, language) tag?: string,
  ): string {
    return textIn(name, tag ?? ctx.language);
  }

  @FieldResolver(() => String, { nullable: true })
  description(
    @Root() { description }: Credential,
    @Ctx() ctx: Context,
    @Arg('language', () => String, language) tag?: string,
  ): string | null {
    return textIn(description, tag ?? ctx.language) || null;
  }

  @FieldResolver(() => OrganizationType)
  provider(@Root() { providerId }: Credential, @Ctx() ctx: Context): Promise<Organization | null> {
    return organizationById(ctx).load(providerId);
  }

  @sized(5)
  @FieldResolver(() => [CredentialSkillType])
  skills(@Root() { id }: Credential, @Ctx() ctx: Context): Promise<CredentialSkill[]> {
    return skillsOfCredential(ctx).load(id);
  }

  @sized(5)
  @FieldResolver(() => [CredentialRelationType], {
    description: 'What it is part of, prepares for, requires and supersedes.',
  })
  relations(@Root() { id }: Credential, @Ctx() ctx: Context): Promise<CredentialRelation[]> {
    return relationsOfCredential(ctx).load(id);
  }

  @sized(3)
  @FieldResolver(() => [EndorsementType])
  endorsements(@Root() { id }: Credential, @Ctx() ctx: Context): Promise<Endorsement[]> {
    return endorsementsOfCredential(ctx).load(id);
  }

  @sized(5)
  @FieldResolver(() => [OfferingType])
  offerings(@Root() { id }: Credential, @Ctx() ctx: Context): Promise<Offering[]> {
    return offeringsOfCredential(ctx).load(id);
  }

  @FieldResolver(() => PriorLearningPolicyType, {
    nullable: true,
    description: 'Null when the source says nothing of it.',
  })
  priorLearning(@Root() { id }: Credential, @Ctx() ctx: Context): Promise<PriorLearningPolicy | null> {
    return priorLearningOfCredential(ctx).load(id);
  }

  @sized(2)
  @FieldResolver(() => [FundingType])
  funding(@Root() { id }: Credential, @Ctx() ctx: Context): Promise<Funding[]> {
    return fundingOfCredential(ctx).load(id);
  }
}

@Resolver(() => CredentialSkillType)
export class CredentialSkillResolver {
  @FieldResolver(() => SkillType, { nullable: true })
  skill(@Root() { skillId }: CredentialSkill, @Ctx() ctx: Context): Promise<SkillRow | null> | null {
    return skillId === null ? null : skillById(ctx).load(skillId);
  }
}

@Resolver(() => CredentialRelationType)
export class CredentialRelationResolver {
  @FieldResolver(() => CredentialType, {
    nullable: true,
    description: 'Null while the other credential is not loaded.',
  })
  to(@Root() { toId }: CredentialRelation, @Ctx() ctx: Context): Promise<Credential | null> | null {
    return toId === null ? null : credentialById(ctx).load(toId);
  }
}
