import type { StatedRequirement } from '../../jobs/requirement.ts';
import type { Place } from '../format.ts';
import { keyFault } from '../key-fault.ts';
import { given } from '../open-badges/given.ts';
import type { JobRecord } from '../record.ts';
import { type Need, needsOf } from './conditions.ts';
import { codesOf, regionsOf } from './facts.ts';
import type { Node, Target } from './node.ts';
import { wordsOf } from './statements.ts';
import type { Survey } from './survey.ts';

/** A job whose employer is stated; null for any other, which is kept as it is. Source: CTDL `ceterms:Job`. */
export function jobFrom(uri: string, node: Node, raw: unknown, survey: Survey, place: Place): JobRecord | null {
  const title = node.text('name');
  const [employer] = node.targets('offeredBy', 'ownedBy');
  const employerUri = employer && survey.organizations.uriOf(employer);
  if (!employer || employerUri === undefined || Object.keys(title).length === 0 || keyFault(uri) !== null) return null;
  const stated = employer.node?.text('name') ?? {};
  const known = survey.organizations.nameOf(employerUri);
  const name = Object.keys(stated).length > 0 ? stated : known === undefined ? { und: employerUri } : { en: known };
  const [occupation] = node.targets('hasOccupation', 'occupationType').flatMap((target) => wordsOf(target) ?? []);
  const [noc2021] = codesOf(node).noc2021;
  const [region] = regionsOf(node);
  const requirement = requirementOf(node, survey);
  return {
    type: 'job',
    kind: 'job',
    key: uri,
    raw,
    place,
    employer: { uri: employerUri, name, ...given('url', employer.node?.plain('subjectWebpage')) },
    positionId: node.ctid ?? uri,
    title,
    description: node.text('description'),
    ...given('url', node.plain('subjectWebpage')),
    ...given('region', region),
    ...given('occupation', occupation),
    ...given('noc2021', noc2021),
    ...given('requirement', requirement),
  };
}

const EMBODIED = ['skillEmbodied', 'knowledgeEmbodied', 'abilityEmbodied'] as const;

function requirementOf(node: Node, survey: Survey): StatedRequirement | undefined {
  const embodied = node.targets(...EMBODIED).flatMap((target) => skill(target));
  const required = needsOf(node, 'requires', survey.roleOf).flatMap((need) => partsOf(need, 'REQUIRED'));
  const recommended = needsOf(node, 'recommends', survey.roleOf).flatMap((need) => partsOf(need, 'PREFERRED'));
  const all = [...embodied, ...required, ...recommended];
  return all.length === 0 ? undefined : { all };
}

function skill(target: Target): StatedRequirement[] {
  const words = wordsOf(target);
  return words === undefined ? [] : [{ skill: words }];
}

/** All that a need asks for itself, and any one of its alternatives. */
function partsOf(need: Need, importance: 'REQUIRED' | 'PREFERRED'): StatedRequirement[] {
  const own = [
    ...need.competencies.flatMap(skill),
    ...[...need.credentials, ...need.learning].flatMap(({ uri }): StatedRequirement[] =>
      uri === undefined ? [] : [{ credential: uri }],
    ),
  ].map((part) => ({ ...part, importance }));
  const choices = need.alternatives.map((each) => partsOf(each, importance)).filter((each) => each.length > 0);
  const any = choices.map(
    (each): StatedRequirement => (each.length === 1 && each[0] ? each[0] : { all: each, importance }),
  );
  return any.length === 0 ? own : [...own, { any, importance }];
}
