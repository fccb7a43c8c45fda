import type { GraphQLResolveInfo } from 'graphql';
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
import { IdField, LanguageArg } from '../graphql/decorators.ts';
import { direct } from '../graphql/direct.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { refuse } from '../graphql/problems.ts';
import { brought, type Soon } from '../graphql/shape.ts';
import { sized } from '../graphql/size.ts';
import { wantedOf } from '../graphql/wanted.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import { SkillType } from '../skills/graphql.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import * as words from './credential.ts';
import {
  AssessmentEnum,
  CreditEnum,
  DeliveryModeEnum,
  FactEnum,
  FormatEnum,
  FundingStatusEnum,
  LinkMethodEnum,
  MethodEnum,
  OrderEnum,
  RelationEnum,
  SkillRelationEnum,
  StackModeEnum,
  StatusEnum,
  TranscriptableEnum,
  TristateEnum,
  TypeEnum,
} from './enum-graphql.ts';
import {
  type Credential,
  type CredentialRelation,
  type CredentialSkill,
  countCredentials,
  type Endorsement,
  type Funding,
  findCredential,
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

@ObjectType('CredentialSkill', {
  description: 'A skill a credential teaches, assesses or requires.',
  simpleResolvers: true,
})
export class CredentialSkillType {
  @Field(() => SkillRelationEnum, { description: 'ASSESSES and TEACHES can close a gap, REQUIRES cannot.' })
  relation: string;
  @Field(() => String, { description: "The source's words." }) statement: string;
  @Field(() => LinkMethodEnum, { description: 'UNRESOLVED while no loaded skill answers to the words.' }) how: string;
}

@ObjectType('CredentialRelation', { description: 'An edge of a stack.', simpleResolvers: true })
export class CredentialRelationType {
  @Field(() => RelationEnum, { description: 'Read from this credential to the other.' }) kind: string;
  @Field(() => String, { description: 'The other credential, loaded or not.' }) toUri: string;
  @Field(() => String, { nullable: true, description: 'The group it counts in, where n of several are needed.' }) group:
    | string
    | null;
  @Field(() => Int, { nullable: true, description: 'How many of the group are needed.' }) groupRequired: number | null;
}

@ObjectType('Endorsement', { description: 'One confirmation by one partner.', simpleResolvers: true })
export class EndorsementType {
  @Field(() => String, { description: 'As the source writes it.' }) partnerName: string;
  @Field(() => FactEnum, { description: 'One fact; a partner who confirms two has two endorsements.' }) fact: string;
}

@ObjectType('Offering', { description: 'One run of a credential.', simpleResolvers: true })
export class OfferingType {
  @Field(() => String, { description: '`YYYY-MM-DD`.' }) startsOn: string;
  @Field(() => Int, {
    nullable: true,
    description: "In cents of the credential's currency; null when the source states no price of the run.",
  })
  costCents: number | null;
}

@ObjectType('PriorLearningPolicy', {
  description: 'How a provider recognises learning already had (PLAR). Source: CTDL PriorLearningPolicy.',
  simpleResolvers: true,
})
export class PriorLearningPolicyType {
  @Field(() => TristateEnum, { description: 'Whether the provider recognises it for this credential.' })
  available: string;
  @Field(() => String, {
    nullable: true,
    description: 'Where the policy is published; null when the source gives no address.',
  })
  url: string | null;
  @Field(() => [MethodEnum], { description: 'CTDL ceterms:learningRecognitionMethodType; empty when not stated.' })
  methods: string[];
  @Field(() => Float, { nullable: true, description: 'Largest share that may be recognised, 0 to 100.' }) maxPercent:
    | number
    | null;
  @Field(() => Int, {
    nullable: true,
    description: "In cents of the credential's currency; null when not stated, 0 is free.",
  })
  feeCents: number | null;
}

@ObjectType('Funding', { description: "What a public programme's rules say of a credential.", simpleResolvers: true })
export class FundingType {
  @Field(() => String, { description: 'Code of the programme, such as `OSAP_MC`.' }) program: string;
  @Field(() => Int, { description: 'Year of the rules applied.' }) ruleYear: number;
  @Field(() => FundingStatusEnum, {
    description: "APPROVED and NOT_ELIGIBLE may be the provider's word or the rules'; `reasons` tell.",
  })
  status: string;
  @Field(() => [String], { description: 'Why the status is what it is, a clause a reason, in English.' })
  reasons: string[];
  @Field(() => String, { nullable: true, description: 'Where the rules are published.' }) url: string | null;
}

@ObjectType('Credential', {
  implements: NodeType,
  description: 'A definition a provider awards; the award itself is a Badge.',
  simpleResolvers: true,
})
export class CredentialType extends NodeType {
  @Field(() => String, { description: 'CTID, achievement id or URN: identity across imports.' }) uri: string;
  @Field(() => TypeEnum, { description: 'Open Badges calls it achievementType.' }) type: string;
  @Field(() => StatusEnum, { description: 'CTDL ceterms:credentialStatusType.' }) status: string;
  @Field(() => String, {
    nullable: true,
    description: 'Its page (CTDL ceterms:subjectWebpage); null when the source gives none.',
  })
  url: string | null;
  @Field(() => [String], { description: 'Languages of instruction, BCP 47.' }) languages: string[];
  @Field(() => DeliveryModeEnum, { nullable: true, description: 'Null when the source does not state it.' })
  deliveryMode: string | null;
  @Field(() => [FormatEnum], { description: 'CTDL ceterms:learningMethodType; empty when not stated.' })
  learningFormats: string[];
  @Field(() => [AssessmentEnum], { description: 'CTDL ceterms:assessmentMethodType; empty when not stated.' })
  assessmentMethods: string[];
  @Field(() => TristateEnum, { description: 'Whether proficiency is assessed; time spent is not proficiency.' })
  assessed: string;
  @Field(() => TristateEnum, { description: 'Whether an assessment at the end decides.' }) summativeAssessment: string;
  @Field(() => TristateEnum, {
    description: 'Whether somebody watches over the assessment (CTDL ceterms:isProctored).',
  })
  proctored: string;
  @Field(() => TristateEnum, { description: 'Whether the assessor checks who is assessed.' }) identityVerified: string;
  @Field(() => TristateEnum, { description: 'Whether employers can see the assessed work.' }) evidenceVisible: string;
  @Field(() => Float, { nullable: true, description: 'Hours taught; null when the source does not state them.' })
  instructionalHours: number | null;
  @Field(() => Float, { nullable: true, description: 'Learner workload in hours.' }) totalHours: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Weeks from start to end; null when the source does not state them.',
  })
  durationWeeks: number | null;
  @Field(() => TristateEnum, { description: 'Whether learners choose their own pace.' }) selfPaced: string;
  @Field(() => Int, { nullable: true, description: 'Null when the source does not state it; 0 is free.' }) costCents:
    | number
    | null;
  @Field(() => String, { nullable: true, description: 'ISO 4217.' }) currency: string | null;
  @Field(() => CreditEnum, { description: 'CTDL ceterms:isNonCredit, the other way round.' }) creditStatus: string;
  @Field(() => Float, {
    nullable: true,
    description: 'Credits, in units of the provider (CTDL ceterms:creditValue); null when not stated.',
  })
  creditValue: number | null;
  @Field(() => TranscriptableEnum, { description: 'What its provider states; policies differ between institutions.' })
  transcriptable: string;
  @Field(() => StackModeEnum, { nullable: true, description: 'Null when the source does not state it.' }) stackMode:
    | string
    | null;
  @Field(() => Float, { nullable: true, description: 'Years an award stays valid.' }) validYears: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'How its quality is assured, as its source names it; null when not stated.',
  })
  qualityProcess: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Who assures its quality, as its source names it; null when not stated.',
  })
  qualityBody: string | null;
  @Field(() => [String], { description: 'NOC 2021 codes, five digits.' }) noc2021: string[];
}

@InputType('CredentialFilter', { description: 'Which credentials; what is absent does not limit.' })
class CredentialFilterInput {
  @Field(() => [TypeEnum], { nullable: true, description: 'Any of them; every type when absent.' }) types?:
    | words.CredentialType[]
    | null;
  @Field(() => ID, { nullable: true, description: 'Who awards it.' }) providerId?: string | null;
  @Field(() => ID, { nullable: true, description: 'A skill it teaches or assesses.' }) skillId?: string | null;
  @Field(() => [DeliveryModeEnum], {
    nullable: true,
    description: 'Any of them; a credential that states none is left out.',
  })
  deliveryModes?: words.DeliveryMode[] | null;
  @Field(() => String, { nullable: true, description: 'A language of instruction, BCP 47.' }) language?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'In cents of its own currency; a credential that states no cost is left out.',
  })
  maxCostCents?: number | null;
}

const CredentialConnection = connectionType('Credential', CredentialType);
/** Names an order; by name it is another in each language. */
function orderName(orderBy: words.CredentialOrder, language: string): string {
  return orderBy === 'NAME' ? `NAME ${language}` : orderBy;
}

/** What a cursor of an order holds: the order, a row's sort key and its id. */
function cursorKeys(orderBy: words.CredentialOrder, language: string) {
  const keys = { ID: z.null(), NAME: textKey, COST: z.number().nullable(), HOURS: z.number().nullable() };
  return z.tuple([z.literal(orderName(orderBy, language)), keys[orderBy], idKey<CredentialId>()]);
}

@Resolver(() => CredentialType)
export class CredentialResolver {
  @Query(() => CredentialType, { nullable: true, description: 'A credential by id or URI; exactly one of them.' })
  credential(
    @Arg('id', () => ID, { nullable: true, description: 'Its global id.' }) id: string | null,
    @Arg('uri', () => String, { nullable: true, description: 'CTID, achievement id or URN, in full.' }) uri:
      | string
      | null,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Credential | null> {
    if (id != null && uri == null) {
      return findCredential(db, { id: idOf<CredentialId>('Credential', id, 'id') }, wantedOf(info));
    }
    if (uri != null && id == null) return findCredential(db, { uri }, wantedOf(info));
    return refuse('BAD_USER_INPUT', 'state exactly one of id and uri', 'id');
  }

  @Query(() => CredentialConnection, {
    description: 'Credentials in a stable order, the smallest first; what is not stated comes last.',
  })
  async credentials(
    @Arg('filter', () => CredentialFilterInput, { nullable: true, description: 'All credentials when absent.' })
    input: CredentialFilterInput | null,
    @Arg('orderBy', () => OrderEnum, { nullable: true, description: 'ID when absent.' })
    stated: words.CredentialOrder | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { db, language }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Credential>> {
    const first = firstOf(page);
    const orderBy = stated ?? 'ID';
    const read = readCursor('credentials', page.after, cursorKeys(orderBy, language));
    const after = read && { key: read[1], id: read[2] };
    const filter = {
      ...input,
      providerId:
        input?.providerId == null ? null : idOf<OrganizationId>('Organization', input.providerId, 'filter.providerId'),
      skillId: input?.skillId == null ? null : idOf<SkillId>('Skill', input.skillId, 'filter.skillId'),
    };
    const rows = await findCredentials(db, filter, { first: first + 1, after, orderBy, language }, wantedOf(info));
    return pageOf(
      'credentials',
      rows,
      first,
      (row) => [orderName(orderBy, language), sortKeyOf(row, { orderBy, language }), row.id],
      () => countCredentials(db, filter),
    );
  }

  @IdField()
  id(@Root() { id }: Credential): string {
    return toGlobalId('Credential', id);
  }

  @FieldResolver(() => String, { description: 'In the asked language, else English, else whichever there is.' })
  name(@Root() { name }: Credential, @Ctx() ctx: Context, @LanguageArg() tag?: string): string {
    return textIn(name, tag ?? ctx.language);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'In the asked language, else English, else whichever there is; null when there is none.',
  })
  description(@Root() { description }: Credential, @Ctx() ctx: Context, @LanguageArg() tag?: string): string | null {
    return textIn(description, tag ?? ctx.language) || null;
  }

  @direct
  @FieldResolver(() => OrganizationType, { description: 'Who awards it (CTDL ceterms:ownedBy, ceterms:offeredBy).' })
  provider(@Root() row: Credential, @Ctx() ctx: Context): Soon<Organization | null> {
    return brought(row, 'provider', () => organizationById(ctx).load(row.providerId));
  }

  @sized(5)
  @direct
  @FieldResolver(() => [CredentialSkillType], {
    description: 'What the source says of skills; empty is no proof that it teaches none.',
  })
  skills(@Root() row: Credential, @Ctx() ctx: Context): Soon<CredentialSkill[]> {
    return brought(row, 'skills', () => skillsOfCredential(ctx).load(row.id));
  }

  @sized(5)
  @direct
  @FieldResolver(() => [CredentialRelationType], {
    description: 'What it is part of, prepares for, requires and supersedes.',
  })
  relations(@Root() row: Credential, @Ctx() ctx: Context): Soon<CredentialRelation[]> {
    return brought(row, 'relations', () => relationsOfCredential(ctx).load(row.id));
  }

  @sized(3)
  @direct
  @FieldResolver(() => [EndorsementType], { description: 'What industry partners confirm of it.' })
  endorsements(@Root() row: Credential, @Ctx() ctx: Context): Soon<Endorsement[]> {
    return brought(row, 'endorsements', () => endorsementsOfCredential(ctx).load(row.id));
  }

  @sized(5)
  @direct
  @FieldResolver(() => [OfferingType], { description: 'Its runs that the source states.' })
  offerings(@Root() row: Credential, @Ctx() ctx: Context): Soon<Offering[]> {
    return brought(row, 'offerings', () => offeringsOfCredential(ctx).load(row.id));
  }

  @direct
  @FieldResolver(() => PriorLearningPolicyType, {
    nullable: true,
    description: 'Null when the source says nothing of it.',
  })
  priorLearning(@Root() row: Credential, @Ctx() ctx: Context): Soon<PriorLearningPolicy | null> {
    return brought(row, 'priorLearning', () => priorLearningOfCredential(ctx).load(row.id));
  }

  @sized(2)
  @direct
  @FieldResolver(() => [FundingType], { description: 'One a programme whose rules were applied.' })
  funding(@Root() row: Credential, @Ctx() ctx: Context): Soon<Funding[]> {
    return brought(row, 'funding', () => fundingOfCredential(ctx).load(row.id));
  }
}

@Resolver(() => CredentialSkillType)
export class CredentialSkillResolver {
  @direct
  @FieldResolver(() => SkillType, { nullable: true, description: 'Null while no loaded skill answers to the words.' })
  skill(@Root() row: CredentialSkill, @Ctx() ctx: Context): Soon<SkillRow | null> {
    return brought(row, 'skill', () => (row.skillId === null ? null : skillById(ctx).load(row.skillId)));
  }
}

@Resolver(() => CredentialRelationType)
export class CredentialRelationResolver {
  @direct
  @FieldResolver(() => CredentialType, {
    nullable: true,
    description: 'Null while the other credential is not loaded.',
  })
  to(@Root() row: CredentialRelation, @Ctx() ctx: Context): Soon<Credential | null> {
    return brought(row, 'to', () => (row.toId === null ? null : credentialById(ctx).load(row.toId)));
  }
}
