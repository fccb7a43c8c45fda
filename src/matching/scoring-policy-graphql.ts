import { Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { RungEnum } from '../consent/enum-graphql.ts';
import { sized } from '../graphql/size.ts';
import { ImportanceEnum } from '../jobs/graphql.ts';
import { NearEnum } from './evidence-graphql.ts';
import { POLICY } from './scoring-policy.ts';

const simple = { simpleResolvers: true };

@ObjectType('RungCredit', { description: 'What a rung of the evidence ladder is worth.', ...simple })
class RungCreditType {
  @Field(() => RungEnum, { description: 'How strong the evidence is.' }) rung: string;
  @Field(() => Float, { description: '0 to 1.' }) credit: number;
}

@ObjectType('RelationCredit', { description: 'What a skill that bears on the asked one is worth.', ...simple })
class RelationCreditType {
  @Field(() => NearEnum, { description: 'How it bears on it.' }) relation: string;
  @Field(() => Float, { description: '0 to 1.' }) credit: number;
}

@ObjectType('ImportanceFactor', { description: 'What an importance multiplies a weight by.', ...simple })
class ImportanceFactorType {
  @Field(() => ImportanceEnum, { description: 'How much an employer asks for it.' }) importance: string;
  @Field(() => Float, { description: '0 to 1.' }) factor: number;
}

@ObjectType('ScoringPolicy', {
  description:
    'Every figure and rule a score is made of: with it, an answer can be computed again from its explanation.',
  ...simple,
})
class ScoringPolicyType {
  @Field(() => Int, { description: 'Raised with every change; answers and stored matches name it.' }) version: number;
  @sized(5)
  @Field(() => [RungCreditType], { description: 'Strongest first.' })
  rungs: RungCreditType[];
  @sized(5)
  @Field(() => [RelationCreditType], { description: 'Nearest first.' })
  relations: RelationCreditType[];
  @sized(3)
  @Field(() => [ImportanceFactorType], { description: 'Of every importance.' })
  importances: ImportanceFactorType[];
  @Field(() => Float, { description: 'Below the required level: this, times held step / required step.' })
  levelBelowRequired: number;
  @Field(() => Float, {
    description: 'At the required level where a higher one is desired; from there in even steps to 1.',
  })
  levelAtRequired: number;
  @Field(() => Float, { description: 'Where levels do not compare.' }) levelNotComparable: number;
  @Field(() => Float, { description: 'Relation × confidence × rung from which evidence meets a requirement.' })
  metFrom: number;
  @sized(8)
  @Field(() => [String], { description: 'The rules, in the order they apply.' })
  formula: readonly string[];
}

const FORMULA = [
  'Evidence counts where it has begun and has not ended at asOf, and the reader may see it.',
  'credit of evidence = relation × confidence × rung × level; 0 where its rung is weaker than acceptedFrom. Confidence is 1 for the asked skill itself.',
  'level = levelBelowRequired × held / required below the required step; levelAtRequired + (1 − levelAtRequired) × (held − required) / (desired − required) from there to the desired step, with required 0 where only a desired level is asked; else 1; levelNotComparable where the levels are on no common scale. A scale’s lowest step is 1.',
  'credit of a leaf = the best over its evidence; it is met by evidence whose relation × confidence × rung is at least metFrom and whose level is not below the required one.',
  'ALL = Σ w·c / Σ w over its parts, w = weight × importance factor, and met when all parts are. ANY = its best part, met by one. AT_LEAST n = mean of its n best parts, met by n. A group without parts is worth 0.',
  'score = credit of the outermost group.',
  'Units are the parts of the outermost ALL, and of ALLs within it; an ANY or AT_LEAST is one. requiredTotal counts those not PREFERRED, nor within a PREFERRED group, nor leaves the employer trains for; requiredMet those of them that are met.',
  'Order: all required met, then score, then a stable key.',
] as const;

@Resolver()
export class ScoringPolicyResolver {
  @Query(() => ScoringPolicyType, { description: 'The figures of scoring and how they combine.' })
  scoringPolicy(): ScoringPolicyType {
    const entries = Object.entries as <K extends string>(of: Record<K, number>) => [K, number][];
    return {
      version: POLICY.version,
      rungs: entries(POLICY.rung).map(([rung, credit]) => ({ rung, credit })),
      relations: entries(POLICY.relation).map(([relation, credit]) => ({ relation, credit })),
      importances: entries(POLICY.importance).map(([importance, factor]) => ({ importance, factor })),
      levelBelowRequired: POLICY.level.below,
      levelAtRequired: POLICY.level.required,
      levelNotComparable: POLICY.level.notComparable,
      metFrom: POLICY.met,
      formula: FORMULA,
    };
  }
}
