import { Ctx, Field, FieldResolver, Float, ObjectType, Resolver, Root } from 'type-graphql';
import { RungEnum } from '../consent/enum-graphql.ts';
import { badgeById } from '../consent/index.ts';
import { CredentialType } from '../credentials/graphql.ts';
import { type Credential, credentialById } from '../credentials/index.ts';
import type { LevelId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import type { Context } from '../graphql/context.ts';
import { LanguageArg } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { sized } from '../graphql/size.ts';
import { ImportanceEnum } from '../jobs/graphql.ts';
import type { NamedLevel } from '../jobs/index.ts';
import { RequirementLevelType } from '../jobs/level-graphql.ts';
import { InferredSkillType, reasonOfInference } from '../skills/crosswalk-graphql.ts';
import { SkillType } from '../skills/graphql.ts';
import { type InferredSkill, levelById, type SkillRow, skillById } from '../skills/index.ts';
import type { Leaf } from './compile-tree.ts';
import { type EvidenceUsed, EvidenceUsedType, LevelStandingEnum } from './evidence-graphql.ts';
import { levelReason } from './level-reason.ts';
import { reasonOf } from './reason.ts';
import type { Holding, LeafOutcome } from './score.ts';
import { type LevelStanding, REQUIREMENT_STATES } from './scoring-policy.ts';
import { weigh } from './weigh.ts';

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
@ObjectType('RequirementStatus', { description: 'How one requirement stands, and why.' })
export class RequirementStatusType {
  @Field(() => StateEnum, { description: 'In the eyes of the viewer: another may see more or less.' }) state: string;
  @Field(() => Float, { description: '0 to 1: that of the best evidence, the first of `evidence`.' }) credit: number;
  @Field(() => Boolean, { description: 'Whether a piece of evidence meets it.' }) isMet: boolean;
  @Field(() => LevelStandingEnum, {
    nullable: true,
    description:
      'How the level of the best evidence stands to the asked ones; null where none is asked or nothing shows it.',
  })
  level: string | null;
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

/** What is to be said of the level, behind the reason; nothing where none is asked. */
async function levelNote(
  leaf: Leaf,
  standing: LevelStanding | null,
  best: Holding | undefined,
  ctx: Context,
  language: string,
): Promise<string> {
  if (leaf.kind === 'CREDENTIAL' || standing === null) return '';
  const asked = standing === 'BELOW_DESIRED' ? leaf.desiredLevel : (leaf.requiredLevel ?? leaf.desiredLevel);
  const nameOf = async (id: LevelId | null | undefined) => {
    const level = id == null ? null : await levelById(ctx).load(id);
    return level && textIn(level.name, language);
  };
  const words = String(asked?.words.name ?? asked?.words.value);
  const facts = { standing, held: await nameOf(best?.levelId), asked: (await nameOf(asked?.levelId)) ?? words };
  return ` ${levelReason(facts, language)}`;
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

  @FieldResolver(() => Boolean, {
    description: 'False when the employer trains for it: then it counts in the score and never knocks out.',
  })
  neededAtHire(@Root() { leaf }: LeafOutcome): boolean {
    return leaf.neededAtHire;
  }

  @FieldResolver(() => RungEnum, {
    nullable: true,
    description: 'Weakest evidence the employer accepts: what is weaker is worth 0. Null accepts any.',
  })
  acceptedFrom(@Root() { leaf }: LeafOutcome): string | null {
    return leaf.acceptedFrom;
  }

  @FieldResolver(() => RequirementLevelType, {
    nullable: true,
    description: 'The level needed; null when none is named.',
  })
  requiredLevel(@Root() { leaf }: LeafOutcome): NamedLevel | null {
    return (leaf.kind === 'SKILL' && leaf.requiredLevel) || null;
  }

  @FieldResolver(() => RequirementLevelType, {
    nullable: true,
    description: 'The level hoped for; null when none is named.',
  })
  desiredLevel(@Root() { leaf }: LeafOutcome): NamedLevel | null {
    return (leaf.kind === 'SKILL' && leaf.desiredLevel) || null;
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
  @FieldResolver(() => [EvidenceUsedType], {
    description: 'What the state rests on; at most 5. First what is worth most, then what meets the requirement.',
  })
  evidence(@Root() { leaf, holdings }: LeafOutcome): EvidenceUsed[] {
    return holdings.slice(0, 5).map((holding) => ({ ...holding, weighed: weigh(leaf, holding), leaf }));
  }

  @FieldResolver(() => String, { description: 'Why it is in its state, in one sentence.' })
  async reason(
    @Root() { leaf, state, isMet, level, holdings: [best] }: LeafOutcome,
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
    const note = await levelNote(leaf, level, best, ctx, language);
    return origin + why + note;
  }
}
