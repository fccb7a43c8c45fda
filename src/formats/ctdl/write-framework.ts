import type { SkillKind } from '../../skills/skill.ts';
import type {
  FrameworkRecord,
  LevelScaleRecord,
  OccupationRecord,
  OccupationRelationRecord,
  OccupationSkillRecord,
  SkillRecord,
  SkillRelationRecord,
} from '../record.ts';
import type { Json } from './node.ts';

/** A node whose edges are still to come. */
export type NodeToFill = Record<string, unknown>;

const CATEGORIES: Partial<Record<SkillKind, string>> = {
  ...{ SKILL: 'Skill', KNOWLEDGE: 'Knowledge', ABILITY: 'Ability', TASK: 'Task', ATTITUDE: 'Attitude' },
  ...{ LANGUAGE: 'Language', GROUP: 'Group' },
};

export function frameworkNode({ name, version, attribution }: FrameworkRecord, uri: string): Json {
  return {
    '@id': uri,
    '@type': 'ceasn:CompetencyFramework',
    'ceasn:name': name,
    ...(version !== 'unknown' && { 'ceterms:versionIdentifier': version }),
    ...(attribution !== undefined && { 'ceasn:rights': { en: attribution } }),
  };
}

/** A skill as a competency, an occupation as an occupation of its classification. */
export function conceptNode(record: SkillRecord | OccupationRecord, framework: string): NodeToFill {
  const { uri, code, labels, aliases, descriptions } = record;
  const common = {
    '@id': uri,
    ...(code !== undefined && { [record.type === 'skill' ? 'ceasn:codedNotation' : 'ceterms:codedNotation']: code }),
    ...(Object.keys(aliases).length > 0 && { 'ceterms:alternateName': aliases }),
  };
  if (record.type === 'occupation') {
    const described = Object.keys(descriptions).length > 0 && { 'ceterms:description': descriptions };
    return {
      ...common,
      '@type': 'ceterms:Occupation',
      'ceterms:name': labels,
      ...described,
      'skos:inScheme': framework,
    };
  }
  const category = CATEGORIES[record.skillKind];
  return {
    ...common,
    '@type': 'ceasn:Competency',
    'ceasn:competencyText': labels,
    ...(Object.keys(descriptions).length > 0 && { 'ceasn:comment': descriptions }),
    ...(category !== undefined && { 'ceasn:competencyCategory': { en: category } }),
    'ceasn:isPartOf': framework,
  };
}

const ALIGNMENTS: Partial<Record<SkillRelationRecord['kind'], string>> = {
  ...{ EXACT: 'ceasn:exactAlignment', CLOSE: 'ceasn:majorAlignment', RELATED: 'ceasn:relatedAlignment' },
  ...{ BROADER: 'ceasn:broadAlignment', ESSENTIAL_FOR: 'ceasn:alignTo', OPTIONAL_FOR: 'ceasn:alignTo' },
};

/** Adds an edge to the node it starts from. */
export function tie(
  node: NodeToFill,
  edge: SkillRelationRecord | OccupationRelationRecord | OccupationSkillRecord,
): void {
  const property = propertyOf(edge);
  if (property === undefined) return;
  const before = node[property];
  node[property] = Array.isArray(before) ? [...before, edge.to] : [edge.to];
}

function propertyOf(edge: SkillRelationRecord | OccupationRelationRecord | OccupationSkillRecord): string | undefined {
  if (edge.type === 'occupation-relation') return 'ceterms:isSpecializationOf';
  if (edge.type === 'occupation-skill') return 'ceasn:skillEmbodied';
  return edge.kind === 'BROADER' && !edge.isCrosswalk ? 'ceasn:isChildOf' : ALIGNMENTS[edge.kind];
}

export function levelNodes({ uri, name, levels }: LevelScaleRecord): Json[] {
  const inOrder = [...levels].sort((one, other) => one.rank - other.rank);
  const uris = inOrder.map((level) => level.uri ?? `${uri}#${level.rank}`);
  return [
    { '@id': uri, '@type': 'asn:ProgressionModel', 'ceasn:name': name, 'asn:hasProgressionLevel': uris },
    ...inOrder.map((level, index) => ({
      '@id': uris[index],
      '@type': 'asn:ProgressionLevel',
      'skos:prefLabel': level.name,
      'asn:inProgressionModel': uri,
      ...(uris[index + 1] !== undefined && { 'ceterms:precedes': uris[index + 1] }),
    })),
  ];
}
