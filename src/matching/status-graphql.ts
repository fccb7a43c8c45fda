import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, Float, ObjectType, Resolver, Root } from 'type-graphql';
import type { Badge } from '../badges/index.ts';
import { RungEnum } from '../consent/enum-graphql.ts';
import { BadgeType } from '../consent/graphql.ts';
import { badgeById } from '../consent/index.ts';
import { CredentialType } from '../credentials/graphql.ts';
import { type Credential, credentialById } from '../credentials/index.ts';
import { textIn } from '../db/localized-text.ts';
import type { Context } from '../graphql/context.ts';
import { LanguageArg } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { sized } from '../graphql/size.ts';
import { ImportanceEnum } from '../jobs/graphql.ts';
import { InferredSkillType, reasonOfInference } from '../skills/crosswalk-graphql.ts';
import { SkillType } from '../skills/graphql.ts';
import { type InferredSkill, NEAR_RELATIONS, type SkillRow, skillById } from '../skills/index.ts';
import type { Leaf } from './compile-tree.ts';
import { reasonOf } from './reason.ts';
import { acceptedCredit, type Holding, type LeafOutcome } from './score.ts';
import { POLICY, REQUIREMENT_STATES } from './scoring-policy.ts';

const StateEnum = published(
  'RequirementState',
  REQUIREMENT_STATES,
  'How a requirement stands in the eyes of the viewer. NOT_DISCLOSED: nothing shared with them shows it.',
  {
    VERIFIED: 'A verified badge shows the skill itself.',
    CLAIMED: 'A badge that is not verified, or the learner’s own word, shows it.',
    INFERRED: 'Evidence of another skill, one relation away, bears on it.',
    LAPSED: 'What showed it has expired or was revoked.',
    MISSING: 'Nothing shows it, and the viewer sees all there is.',
    NOT_DISCLOSED: 'Nothing the viewer may see shows it.',
    UNRESOLVED: 'Its words name no loaded skill, so nothing can show it yet.',
  },
);
const NearEnum = published(
  'NearRelation',
  NEAR_RELATIONS,
  'How the skill shown bears on the one asked for; NARROWER lies below it.',
  {
    SAME: 'It is the skill asked for.',
    EXACT: 'The same skill in another framework.',
    NARROWER: 'It lies below the one asked for.',
    CLOSE: 'Nearly the same skill.',
    BROADER: 'It lies above the one asked for.',
  },
);

/** One holding in the light of the leaf it serves. */
interface EvidenceUsed extends Holding {
  readonly credit: number;
}

@ObjectType('EvidenceUsed', { description: 'One piece of evidence for one requirement.' })
export class EvidenceUsedType {
  @Field(() => NearEnum, { description: 'How the skill it shows bears on the one asked for.' }) relation: string;
  @Field(() => RungEnum, { description: 'How strong it is.' }) rung: string;
  @Field(() => Float, { description: '0 to 1: what it is worth toward the requirement.' }) credit: number;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When its badge was issued; null when not stated.' })
  validFrom: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it expires, expired or was revoked.' })
  endsAt: Date | null;
}

@ObjectType('RequirementStatus', { description: 'How one requirement stands, and why.' })
export class RequirementStatusType {
  @Field(() => StateEnum, { description: 'In the eyes of the viewer: another may see more or less.' }) state: string;
  @Field(() => Float, { description: '0 to 1: relation × rung of the best evidence.' }) credit: number;
  @Field(() => Boolean, { description: `Whether the credit reaches ${POLICY.met}.` }) isMet: boolean;
}

async function labelOf(leaf: Leaf, ctx: Context, language: string): Promise<string> {
  if (leaf.kind === 'SKILL' && leaf.skillId !== null) {
    const skill = await skillById(ctx).load(leaf.skillId);
    if (skill) return textIn(skill.labels, language);
  }
  if (leaf.kind === 'CREDENTIAL' && leaf.credentialId !== null) {
    const credential = await credentialById(ctx).load(leaf.credentialId);
    if (credential) return textIn(credential.name, language);
  }
  return leaf.statement;
}

@Resolver(() => RequirementStatusType)
export class RequirementStatusResolver {
  @FieldResolver(() => String, { description: 'Names the requirement within its tree.' })
  key(@Root() { leaf }: LeafOutcome): string {
    return leaf.key;
  }

  @FieldResolver(() => String, { description: 'The skill or credential asked for; its words while they name none.' })
  label(@Root() { leaf }: LeafOutcome, @Ctx() ctx: Context, @LanguageArg() tag?: string): Promise<string> {
    return labelOf(leaf, ctx, tag ?? ctx.language);
  }

  @FieldResolver(() => ImportanceEnum, {
    description: 'Counts in the score: REQUIRED and UNSPECIFIED in full, PREFERRED a third.',
  })
  importance(@Root() { leaf }: LeafOutcome): string {
    return leaf.importance;
  }

  @FieldResolver(() => Float, { description: "0.001 to 1000; only its ratio to its siblings' matters." })
  weight(@Root() { leaf }: LeafOutcome): number {
    return leaf.weight;
  }

  @FieldResolver(() => SkillType, {
    nullable: true,
    description: 'Null for a credential, and while the words name no loaded skill.',
  })
  skill(@Root() { leaf }: LeafOutcome, @Ctx() ctx: Context): Promise<SkillRow | null> | null {
    return leaf.kind === 'SKILL' && leaf.skillId !== null ? skillById(ctx).load(leaf.skillId) : null;
  }

  @FieldResolver(() => CredentialType, {
    nullable: true,
    description: 'Null for a skill, and while the catalogue does not have it.',
  })
  credential(@Root() { leaf }: LeafOutcome, @Ctx() ctx: Context): Promise<Credential | null> | null {
    return leaf.kind === 'CREDENTIAL' && leaf.credentialId !== null
      ? credentialById(ctx).load(leaf.credentialId)
      : null;
  }

  @FieldResolver(() => InferredSkillType, {
    nullable: true,
    description:
      'What it was inferred from; null for what somebody stated: an employer, or the framework of the occupation asked for.',
  })
  inferred(@Root() { leaf }: LeafOutcome): InferredSkill | null {
    return (leaf.kind === 'SKILL' && leaf.inferred) || null;
  }

  @sized(5)
  @FieldResolver(() => [EvidenceUsedType], { description: 'What the state rests on, strongest first; at most 5.' })
  evidence(@Root() { leaf, holdings }: LeafOutcome): EvidenceUsed[] {
    return holdings.slice(0, 5).map((holding) => ({ ...holding, credit: acceptedCredit(leaf, holding) }));
  }

  @FieldResolver(() => String, { description: 'Why it is in its state, in one sentence.' })
  async reason(
    @Root() { leaf, state, isMet, holdings: [best] }: LeafOutcome,
    @Ctx() ctx: Context,
    @LanguageArg() tag?: string,
  ): Promise<string> {
    const language = tag ?? ctx.language;
    const badge = best?.badgeId == null ? null : await badgeById(ctx).load(best.badgeId);
    const held = best?.heldSkillId == null ? null : await skillById(ctx).load(best.heldSkillId);
    const inferred = leaf.kind === 'SKILL' && leaf.inferred;
    const origin = inferred ? `${await reasonOfInference(inferred, ctx, language)} ` : '';
    const why = reasonOf(
      {
        ...{ state, isMet, acceptedFrom: leaf.acceptedFrom },
        asked: await labelOf(leaf, ctx, language),
        held: held && textIn(held.labels, language),
        relation: best?.relation ?? null,
        badge: badge?.name ?? null,
        issuer: badge?.issuerName ?? null,
        isVerified: badge?.verification === 'VALID',
        isStranger: badge?.verification === 'VALID' && best?.path.checks?.includes('KNOWN_ISSUER') === false,
        endedOn: best?.endsAt?.toISOString().slice(0, 10) ?? null,
      },
      language,
    );
    return origin + why;
  }
}

@Resolver(() => EvidenceUsedType)
export class EvidenceUsedResolver {
  @FieldResolver(() => BadgeType, { nullable: true, description: "Null for the learner's own claim." })
  badge(@Root() { badgeId }: EvidenceUsed, @Ctx() ctx: Context): Promise<Badge | null> | null {
    return badgeId === null ? null : badgeById(ctx).load(badgeId);
  }

  @FieldResolver(() => SkillType, { nullable: true, description: 'The skill it shows.' })
  skill(@Root() { heldSkillId }: EvidenceUsed, @Ctx() ctx: Context): Promise<SkillRow | null> | null {
    return heldSkillId === null ? null : skillById(ctx).load(heldSkillId);
  }

  @FieldResolver(() => String, { description: 'Rule that tied it to that skill.' })
  rule(@Root() { path }: EvidenceUsed): string {
    return path.rule;
  }
}
