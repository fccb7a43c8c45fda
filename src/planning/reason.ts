import type { NearRelation } from '../skills/index.ts';
import type { PlanRoute } from './plan-problem.ts';

/** What the reasons of one step of a plan are made of. */
export interface StepFacts {
  readonly covers: readonly {
    readonly asked: string;
    readonly brought: string | null;
    readonly how: 'ASSESSES' | 'TEACHES' | 'IS_IT';
    readonly relation: NearRelation;
    /** Whether nobody asked for it: it was inferred from the occupation. */
    readonly isInferred?: boolean;
  }[];
  /** `YYYY-MM-DD`. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly isRunStated: boolean;
  readonly isFunded: boolean;
  readonly route: PlanRoute;
  readonly preparesFor: readonly string[];
  readonly countsToward: readonly {
    readonly certificate: string;
    readonly withPlan: number;
    readonly needed: number;
  }[];
  readonly funding: readonly { readonly program: string; readonly status: string; readonly ruleYear: number }[];
  /** Where learning already had may be recognised instead of taking the course. */
  readonly priorLearning: { readonly isAvailable: boolean; readonly feeCents: number | null } | null;
}

/** Why a credential is in a plan, a sentence a reason. French for any `fr` tag, else English. */
export function stepReasons(facts: StepFacts, language: string): string[] {
  const isFrench = language.startsWith('fr');
  const money = (cents: number) =>
    new Intl.NumberFormat(isFrench ? 'fr-CA' : 'en-CA', { style: 'currency', currency: 'CAD' }).format(cents / 100);
  return (isFrench ? french : english)(facts, money);
}

type Money = (cents: number) => string;

function english(facts: StepFacts, money: Money): string[] {
  const { covers, preparesFor, countsToward, funding, priorLearning, route, startsOn, endsOn } = facts;
  return [
    ...covers.map(({ asked, brought, how, relation, isInferred }) => {
      const source = isInferred ? ', which was inferred from the occupation' : '';
      if (how === 'IS_IT') return `It is the credential asked for: “${asked}”.`;
      const verb = how === 'ASSESSES' ? 'Assesses' : 'Teaches';
      return relation === 'SAME'
        ? `${verb} “${asked}”${source}.`
        : `${verb} “${brought}”, which ${NEAR_ENGLISH[relation]} “${asked}”${source}.`;
    }),
    ...preparesFor.map((name) => `Needed before “${name}”.`),
    ...countsToward.map(
      ({ certificate, withPlan, needed }) =>
        `Counts toward “${certificate}”: ${Math.min(withPlan, needed)} of ${needed} parts with this plan.`,
    ),
    ...funding.flatMap(({ program, status, ruleYear }) => {
      if (status === 'APPROVED') return [`${program} funding is approved, says the provider.`];
      return status === 'MEETS_RULES_NOT_CONFIRMED'
        ? [`May be funded: meets the ${program} rules of ${ruleYear}, approval not confirmed.`]
        : [];
    }),
    ...(facts.isRunStated ? [`Runs from ${startsOn} to ${endsOn}.`] : []),
    ...(facts.isFunded ? ['Overlaps with nothing else OSAP pays for: it pays for one at a time.'] : []),
    ...(route === 'PRIOR_LEARNING' ? ['By recognition of learning you already have: no course is taken.'] : []),
    ...(priorLearning?.isAvailable && route === 'COURSE'
      ? [
          `Learning you already have can be recognised instead of the course${priorLearning.feeCents === null ? '' : ` for ${money(priorLearning.feeCents)}`}.`,
        ]
      : []),
  ];
}

const NEAR_ENGLISH: Record<NearRelation, string> = {
  SAME: 'is',
  EXACT: 'is the same skill as',
  NARROWER: 'is a narrower skill than',
  CLOSE: 'is close to',
  BROADER: 'is broader than',
};

function french(facts: StepFacts, money: Money): string[] {
  const { covers, preparesFor, countsToward, funding, priorLearning, route, startsOn, endsOn } = facts;
  return [
    ...covers.map(({ asked, brought, how, relation, isInferred }) => {
      const source = isInferred ? ', déduite de la profession' : '';
      if (how === 'IS_IT') return `C’est le titre demandé : « ${asked} ».`;
      const verb = how === 'ASSESSES' ? 'Évalue' : 'Enseigne';
      return relation === 'SAME'
        ? `${verb} « ${asked} »${source}.`
        : `${verb} « ${brought} », qui ${NEAR_FRENCH[relation]} « ${asked} »${source}.`;
    }),
    ...preparesFor.map((name) => `Nécessaire avant « ${name} ».`),
    ...countsToward.map(
      ({ certificate, withPlan, needed }) =>
        `Compte pour « ${certificate} » : ${Math.min(withPlan, needed)} parties sur ${needed} avec ce plan.`,
    ),
    ...funding.flatMap(({ program, status, ruleYear }) => {
      if (status === 'APPROVED') return [`Le financement ${program} est approuvé, selon l’établissement.`];
      return status === 'MEETS_RULES_NOT_CONFIRMED'
        ? [`Finançable peut-être : respecte les règles ${program} de ${ruleYear}, approbation non confirmée.`]
        : [];
    }),
    ...(facts.isRunStated ? [`Du ${startsOn} au ${endsOn}.`] : []),
    ...(facts.isFunded ? ['Ne chevauche rien d’autre que le RAFEO paie : il n’en paie qu’un à la fois.'] : []),
    ...(route === 'PRIOR_LEARNING' ? ['Par reconnaissance de vos acquis : aucun cours n’est suivi.'] : []),
    ...(priorLearning?.isAvailable && route === 'COURSE'
      ? [
          `Vos acquis peuvent être reconnus au lieu du cours${priorLearning.feeCents === null ? '' : ` pour ${money(priorLearning.feeCents)}`}.`,
        ]
      : []),
  ];
}

const NEAR_FRENCH: Record<NearRelation, string> = {
  SAME: 'est',
  EXACT: 'est la même compétence que',
  NARROWER: 'est plus étroite que',
  CLOSE: 'est proche de',
  BROADER: 'est plus large que',
};
