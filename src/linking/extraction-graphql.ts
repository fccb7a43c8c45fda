import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, Float, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { SkillId } from '../db/ids.ts';
import {
  type ExtractedNode,
  type Extraction,
  type Phrase,
  SECTION_KINDS,
  type Section,
  TEXT_AT_MOST,
  WARNING_CODES,
  type WarningCode,
} from '../extraction/index.ts';
import type { Context } from '../graphql/context.ts';
import { published } from '../graphql/enum.ts';
import { priced, sized } from '../graphql/size.ts';
import { ImportanceEnum, KindEnum } from '../jobs/graphql.ts';
import { valueOrThrow } from '../problem.ts';
import { skillById } from '../skills/index.ts';
import { extractFromText, skillsSuggestedIn, statedFrom } from './extract-from-text.ts';
import { MatchedWordsType, SkillSuggestionType } from './graphql.ts';
import type { Suggestion } from './suggest-skills.ts';

const SectionEnum = published('AdvertisementSection', SECTION_KINDS, 'What a section of an advertisement is about.', {
  REQUIREMENTS: 'What is required; what it holds is REQUIRED unless its words say otherwise.',
  PREFERRED: 'What would be welcome.',
  RESPONSIBILITIES: 'What there is to do.',
  BENEFITS: 'What is offered; it asks for nothing.',
  ABOUT: 'Who the employer is; it asks for nothing.',
  APPLY: 'How to apply, and other particulars; it asks for nothing.',
  UNSTATED: 'No heading says.',
});
const WarningEnum = published(
  'ExtractionWarning',
  Object.keys(WARNING_CODES) as WarningCode[],
  'What to know of the reading of a text.',
  WARNING_CODES,
);

@ObjectType('SaidYears', { description: 'Years of experience as a text says them.', simpleResolvers: true })
class SaidYearsType {
  @Field(() => Float, { nullable: true, description: 'Null in "up to two years"; six months are 0.5.' })
  least: number | null;
  @Field(() => Float, { nullable: true, description: 'Null in "3+ years".' }) most: number | null;
}

@ObjectType('ExtractedPhrase', { description: 'Words of an advertisement that ask for something.' })
class ExtractedPhraseType {
  @Field(() => String, { description: 'With single blanks and without markup.' }) statement: string;
  @Field(() => ImportanceEnum, { description: 'As its words, else its section, say; never guessed.' })
  importance: string;
  @Field(() => SectionEnum, { description: 'Of the section it stands in.' }) section: string;
  @Field(() => SaidYearsType, { nullable: true, description: 'Null where none are said.' }) years: SaidYearsType | null;
  @Field(() => Boolean, { description: 'Whether the text accepts "or equivalent" or "or similar".' })
  orEquivalent: boolean;
}

@ObjectType('ExtractedRequirement', { description: 'A node of the tree that an advertisement was read into.' })
class ExtractedRequirementType {
  @Field(() => String, { description: 'Its path in the tree: `` is the root, `3.1` a part of `3`.' }) key: string;
  @Field(() => KindEnum, { description: 'Whether it holds parts or asks for one thing.' }) kind: string;
  @Field(() => Int, { nullable: true, description: 'n of AT_LEAST.' }) atLeast: number | null;
  @Field(() => ImportanceEnum, { description: 'Of a group: the strongest of its parts.' }) importance: string;
}

@ObjectType('ExtractedSection', { description: 'A section of an advertisement.' })
class ExtractedSectionType {
  @Field(() => SectionEnum, { description: 'What it is about.' }) kind: string;
  @Field(() => String, { nullable: true, description: 'Its heading; null where it has none.' }) heading: string | null;
}

@ObjectType('ExtractedRequirements', { description: 'What a job advertisement asks for, to be confirmed.' })
class ExtractedRequirementsType {
  @Field(() => String, { nullable: true, description: '`en` or `fr`, of most lines; null where it is neither.' })
  language: string | null;
  @Field(() => [WarningEnum], { description: 'What to know of the reading.' }) warnings: readonly string[];
}

/** A reading with the text it is of, for the words at its places. */
interface Reading extends Extraction {
  readonly source: string;
}
type Sourced<T> = T & { readonly source: string };

const flat = (node: ExtractedNode): ExtractedNode[] => [
  node,
  ...('children' in node ? node.children.flatMap(flat) : []),
];

const wordsAt = (text: string, { start, end }: { start: number; end: number }): MatchedWordsType => ({
  ...{ text: text.slice(start, end), start, end },
});

/** Reading an advertisement, in objects of an answer: up to a second. */
const READING = 1_000;

@Resolver(() => ExtractedRequirementsType)
export class ExtractedRequirementsResolver {
  @priced(READING)
  @Query(() => ExtractedRequirementsType, {
    description:
      'Reads a whole job advertisement, plain or HTML, English or French, into what it requires and what it would welcome. Benefits and words about the employer ask for nothing. Nothing is stored.',
  })
  async extractRequirements(
    @Arg('text', () => String, { description: `The advertisement, at most ${TEXT_AT_MOST} characters.` }) text: string,
    @Arg('framework', () => String, {
      nullable: true,
      description: 'Short code of the framework that skills are looked for in; all frameworks when absent.',
    })
    framework: string | null | undefined,
    @Ctx() { db }: Context,
  ): Promise<Reading> {
    return { ...valueOrThrow(await extractFromText(db, text, framework ?? null)), source: text };
  }

  @sized(60)
  @FieldResolver(() => [ExtractedRequirementType], {
    description:
      'The tree, each node before its parts; the first is its root, an ALL. Empty where nothing is asked for.',
  })
  nodes(@Root() { requirement, source }: Reading): Sourced<ExtractedNode>[] {
    return requirement ? flat(requirement).map((node) => ({ ...node, source })) : [];
  }

  @FieldResolver(() => GraphQLJSON, {
    nullable: true,
    description:
      'The tree as a `RequirementInput`, for `publishJob` once it is confirmed: a leaf whose first suggestion is surer than 0.8 names that skill, any other its words. Null where nothing is asked for.',
  })
  async input(@Root() { requirement }: Reading, @Ctx() ctx: Context): Promise<unknown> {
    if (!requirement) return null;
    const ids = [...new Set(skillsSuggestedIn(requirement))];
    const skills = await skillById(ctx).loadMany(ids);
    const uris = new Map<SkillId, string>();
    for (const skill of skills) if (skill !== null && !(skill instanceof Error)) uris.set(skill.id, skill.uri);
    return statedFrom(requirement, (id) => uris.get(id));
  }

  @sized(20)
  @FieldResolver(() => [ExtractedPhraseType], {
    description:
      'Phrases that link to no skill, in their order; those that are one of several alternatives are nodes too.',
  })
  unlinked(@Root() { unlinked, source }: Reading): Sourced<Phrase>[] {
    return unlinked.map((phrase) => ({ ...phrase, source }));
  }

  @FieldResolver(() => [ExtractedSectionType], { description: 'Its sections, in their order.' })
  sections(@Root() { sections, source }: Reading): Sourced<Section>[] {
    return sections.map((section) => ({ ...section, source }));
  }
}

@Resolver(() => ExtractedPhraseType)
export class ExtractedPhraseResolver {
  @FieldResolver(() => MatchedWordsType, {
    description: 'Where it stands in the text as given, and what stands there.',
  })
  place(@Root() { span, source }: Sourced<Phrase>): MatchedWordsType {
    return wordsAt(source, span);
  }

  @FieldResolver(() => MatchedWordsType, { nullable: true, description: 'Words of a level; null where none are said.' })
  level(@Root() { level, source }: Sourced<Phrase>): MatchedWordsType | null {
    return level && { ...wordsAt(source, level.span), text: level.words };
  }
}

@Resolver(() => ExtractedRequirementType)
export class ExtractedRequirementResolver {
  @FieldResolver(() => ExtractedPhraseType, {
    nullable: true,
    description: 'What a leaf was read from; null for a group.',
  })
  phrase(@Root() node: Sourced<ExtractedNode>): Sourced<Phrase> | null {
    return 'children' in node ? null : node;
  }

  @sized(5)
  @FieldResolver(() => [SkillSuggestionType], {
    description:
      'Skills that a leaf may mean, likeliest first, at most 5; none for a credential, a group, and words that link to nothing.',
  })
  suggestions(@Root() node: Sourced<ExtractedNode>): Suggestion[] {
    if ('children' in node) return [];
    return node.suggestions.map(({ conceptId, score, confidence, foundBy, matched }) => ({
      ...{ skillId: conceptId as SkillId, score, confidence, how: foundBy },
      matchedWords: matched.map((span) => wordsAt(node.source, span)),
    }));
  }
}

@Resolver(() => ExtractedSectionType)
export class ExtractedSectionResolver {
  @FieldResolver(() => MatchedWordsType, { description: 'Where it stands, its heading included.' })
  place(@Root() { span, source }: Sourced<Section>): MatchedWordsType {
    return wordsAt(source, span);
  }
}
