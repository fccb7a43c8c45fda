import { Arg, Ctx, Field, FieldResolver, Float, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { textIn } from '../db/localized-text.ts';
import type { Context } from '../graphql/context.ts';
import { LanguageArg } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { priced, sized } from '../graphql/size.ts';
import { valueOrThrow } from '../problem.ts';
import { FOUND_BY } from '../ranker/ranker.ts';
import { SkillType } from '../skills/graphql.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import { type Suggestion, suggestSkills } from './suggest-skills.ts';
import { suggestionReason } from './suggestion-reason.ts';

export const FoundByEnum = published('FoundBy', FOUND_BY, 'How words led to a skill, surest first.', {
  URI: 'They hold its address.',
  CODE: 'They hold its code.',
  LABEL: 'They hold its label.',
  ALIAS: 'They hold another name that its framework gives it.',
  LEXICAL: 'They are like its words.',
  SEMANTIC: 'They mean much the same, in other words.',
});

@ObjectType('MatchedWords', { description: 'Words of a text, and where they stand.', simpleResolvers: true })
export class MatchedWordsType {
  @Field(() => String, { description: 'As they stand there.' }) text: string;
  @Field(() => Int, { description: 'Where they begin, in UTF-16 units.' }) start: number;
  @Field(() => Int, { description: 'Where they have ended.' }) end: number;
}

@ObjectType('SkillSuggestion', { description: 'A skill that a text may mean.', simpleResolvers: true })
export class SkillSuggestionType {
  @Field(() => Float, {
    description: 'What skills of one framework are ordered by; it compares within one answer only.',
  })
  score: number;
  @Field(() => Float, { description: '0 to 1: of suggestions said at 0.8, about 80 in 100 are right.' })
  confidence: number;
  @Field(() => FoundByEnum, { description: 'How the text led to it.' }) how: string;
  @Field(() => [MatchedWordsType], { description: 'The words that speak for it, in their order.' })
  matchedWords: MatchedWordsType[];
}

/** Ranking a text, in objects of an answer: some ten milliseconds. */
const RANKING = 20;

@Resolver(() => SkillSuggestionType)
export class SkillSuggestionResolver {
  @sized(50)
  @priced(RANKING)
  @Query(() => [SkillSuggestionType], {
    description:
      'Skills that a phrase or a sentence may mean, surest first. INDEX_NOT_READY while a framework that was just imported is indexed.',
  })
  async suggestSkills(
    @Arg('text', () => String, { description: 'In English or French, at most 10,000 characters.' }) text: string,
    @Arg('framework', () => String, {
      nullable: true,
      description: 'Short code, such as `esco`; all frameworks when absent.',
    })
    framework: string | null | undefined,
    @Arg('first', () => Int, { defaultValue: 10, description: 'At most so many, 1 to 50.' }) first: number,
    @Ctx() { db }: Context,
  ): Promise<Suggestion[]> {
    return valueOrThrow(await suggestSkills(db, text, framework ?? null, first));
  }

  @FieldResolver(() => SkillType, { description: 'What the words may mean.' })
  skill(@Root() { skillId }: Suggestion, @Ctx() ctx: Context): Promise<SkillRow | null> {
    return skillById(ctx).load(skillId);
  }

  @FieldResolver(() => String, { description: 'Why it was suggested and how sure that is, in one sentence.' })
  async reason(
    @Root() { skillId, how, confidence, matchedWords }: Suggestion,
    @Ctx() ctx: Context,
    @LanguageArg() tag?: string,
  ): Promise<string> {
    const language = tag ?? ctx.language;
    const label = textIn((await skillById(ctx).load(skillId))?.labels ?? {}, language);
    const words = matchedWords.map(({ text }) => text);
    return suggestionReason({ how, confidence, label, words }, language);
  }
}
