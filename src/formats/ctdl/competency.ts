import type { LocalizedText } from '../../db/localized-text.ts';
import type { SkillKind } from '../../skills/skill.ts';
import type { Issue, Place } from '../format.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import { given } from '../open-badges/given.ts';
import type { SkillRecord, SkillRelationRecord } from '../record.ts';
import type { Node } from './node.ts';
import type { Survey } from './survey.ts';

const KINDS: readonly (readonly [word: RegExp, kind: SkillKind])[] = [
  [/knowledge|connaissance/iu, 'KNOWLEDGE'],
  [/\btask|tâche/iu, 'TASK'],
  [/abilit|aptitude/iu, 'ABILITY'],
  [/attitude|disposition|value/iu, 'ATTITUDE'],
  [/skill|habileté/iu, 'SKILL'],
];

/** A label that is longer is cut at a word, and told whole in the description. */
const LABEL_AT_MOST = 500;

/** A competency as a skill, or the issue that keeps it out. Source: CTDL-ASN, `ceasn:Competency`. */
export function skillFrom(uri: string, node: Node, raw: unknown, place: Place): SkillRecord | Issue {
  const text = node.text('competencyText');
  const label = node.text('competencyLabel', 'CompetencyLabel', 'name');
  const labels = Object.keys(label).length > 0 ? { ...text, ...label } : text;
  const record = { kind: 'skill', key: uri };
  const refused = (property: string, code: Issue['code'], message: string): Issue => ({
    severity: 'ERROR',
    code,
    place: { ...place, column: property },
    message,
    record,
  });
  const fault = keyFault(uri);
  if (fault !== null) return refused('@id', 'FIELD_INVALID', fault);
  if (Object.keys(labels).length === 0) {
    return refused('competencyText', 'FIELD_MISSING', 'competencyText and competencyLabel are empty; state one');
  }
  const comment = node.text('comment', 'description');
  const short = shortened(labels);
  const isWhole = Object.entries(text).every(([tag, each]) => short[tag] === each);
  const code = node.plain('codedNotation', 'CompetencyNotation', 'listID');
  const aliases = aliasesOf(node);
  return {
    type: 'skill',
    ...record,
    raw,
    place,
    uri,
    ...given('code', code !== undefined && keyFault(code) === null ? code : undefined),
    skillKind: kindOf(node),
    labels: short,
    aliases,
    descriptions: isWhole ? comment : { ...comment, ...text },
  };
}

function kindOf(node: Node): SkillKind {
  const category = node
    .texts('competencyCategory')
    .map(([, text]) => text)
    .join(' ');
  return KINDS.find(([word]) => word.test(category))?.[1] ?? 'UNSPECIFIED';
}

function aliasesOf(node: Node): Record<string, string[]> {
  const aliases: Record<string, string[]> = {};
  for (const [tag, text] of node.texts('alternateName', 'altLabel')) {
    const [language = tag] = tag.split('-');
    if (labelFault(text) === null) aliases[language] = [...new Set([...(aliases[language] ?? []), text])];
  }
  return aliases;
}

function shortened(labels: LocalizedText): LocalizedText {
  return Object.fromEntries(
    Object.entries(labels).map(([tag, text]) => {
      if (text.length <= LABEL_AT_MOST && labelFault(text) === null) return [tag, text];
      const cut = text
        .slice(0, LABEL_AT_MOST)
        .replace(/\s+\S*$/u, '')
        .toWellFormed();
      return [tag, labelFault(cut) === null ? `${cut}…` : `${cut.slice(0, 60).toWellFormed()}…`];
    }),
  );
}

/** Alignments and what they say of the other skill. Narrower is broader read backwards, which the hub does not store. */
const ALIGNMENTS: readonly (readonly [property: string, kind: SkillRelationRecord['kind']])[] = [
  ['exactAlignment', 'EXACT'],
  ['majorAlignment', 'CLOSE'],
  ['broadAlignment', 'BROADER'],
  ['narrowAlignment', 'RELATED'],
  ['minorAlignment', 'RELATED'],
  ['relatedAlignment', 'RELATED'],
  ['prerequisiteAlignment', 'RELATED'],
  ['alignTo', 'RELATED'],
  ['alignFrom', 'RELATED'],
];

/**
 * Edges a competency states: upward within its framework, and across to others. What it is under, where that is in no framework
 * here, may come with another input, and waits as a crosswalk does.
 */
export function relationsFrom(
  uri: string,
  node: Node,
  scope: string,
  survey: Survey,
  place: Place,
): SkillRelationRecord[] {
  const home = survey.frameworks.homeOf(uri, scope);
  const isHere = (other: string) =>
    survey.roleOf(other) === 'COMPETENCY' && survey.frameworks.homeOf(other, scope) === home;
  const edge = (
    property: string,
    kind: SkillRelationRecord['kind'],
    from: string,
    to: string,
    isCrosswalk: boolean,
  ): SkillRelationRecord => ({
    type: 'skill-relation',
    place,
    from,
    to,
    columns: { from: '@id', to: property },
    kind,
    isCrosswalk,
    // Several alignments are one kind here, so that each keeps its own name.
    ...(isCrosswalk && { raw: { property, targetNode: to } }),
  });
  const parents = node
    .uris('isChildOf')
    .filter((parent) => parent !== uri && !survey.frameworks.has(parent) && parent !== home)
    .map((parent) => edge('isChildOf', 'BROADER', uri, parent, !isHere(parent)));
  const children = node
    .uris('hasChild')
    .filter((child) => child !== uri && isHere(child) && !survey.frameworks.statesParent(child, uri))
    .map((child) => edge('hasChild', 'BROADER', child, uri, false));
  const across = ALIGNMENTS.flatMap(([property, kind]) =>
    node
      .targets(property)
      .flatMap(({ uri: to, node: alignment }) =>
        alignment?.has('targetNode') ? alignment.uris('targetNode') : (to ?? []),
      )
      .filter((to) => to !== uri)
      .map((to) => edge(property, kind, uri, to, true)),
  );
  const met = new Set<string>();
  return [...parents, ...children, ...across].filter(({ kind, from, to }) => {
    const name = `${kind} ${from} ${to}`;
    return keyFault(to) === null && !met.has(name) && met.add(name);
  });
}
