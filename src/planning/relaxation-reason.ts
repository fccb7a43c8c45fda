import { dateOf, type PlanTime } from './constraints.ts';
import type { LimitChange } from './plan-problem.ts';

/** One limit that has to give, in a sentence. French for any `fr` tag, else English. */
export function relaxationReason({ limit, from, to }: LimitChange, { firstDay }: PlanTime, language: string): string {
  const isFrench = language.startsWith('fr');
  const tag = isFrench ? 'fr-CA' : 'en-CA';
  const money = (cents: number | null) =>
    new Intl.NumberFormat(tag, { style: 'currency', currency: 'CAD' }).format((cents ?? 0) / 100);
  const number = (value: number | null) => new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }).format(value ?? 0);
  const day = (value: number | null) => dateOf(firstDay + (value ?? 0) - 1);
  const by = (to ?? 0) - (from ?? 0);
  switch (limit) {
    case 'COST':
      return isFrench
        ? `Un budget de ${money(to)} au lieu de ${money(from)} : ${money(by)} de plus.`
        : `A budget of ${money(to)} instead of ${money(from)}: ${money(by)} more.`;
    case 'HOURS':
      return isFrench
        ? `${number(to)} heures au lieu de ${number(from)} : ${number(by)} de plus.`
        : `${number(to)} hours instead of ${number(from)}: ${number(by)} more.`;
    case 'CREDENTIALS':
      return isFrench
        ? `${number(to)} titres au lieu de ${number(from)}.`
        : `${number(to)} credentials instead of ${number(from)}.`;
    case 'END':
      return isFrench
        ? `Du temps jusqu’au ${day(to)} au lieu du ${day(from)} : ${number(by / 7)} semaines de plus.`
        : `Time until ${day(to)} instead of ${day(from)}: ${number(by / 7)} weeks more.`;
    case 'DELIVERY':
      return isFrench
        ? 'Aussi d’autres modes d’enseignement que ceux nommés.'
        : 'Other delivery modes than those named, too.';
    case 'LANGUAGE':
      return isFrench
        ? 'Aussi d’autres langues d’enseignement que celles nommées.'
        : 'Other languages of instruction than those named, too.';
    case 'FUNDING':
      return isFrench
        ? 'Aussi des titres que le programme d’aide ne finance pas.'
        : 'Credentials that the funding programme does not pay for, too.';
  }
}
