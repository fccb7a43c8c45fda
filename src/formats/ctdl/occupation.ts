import type { Place } from '../format.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import { given } from '../open-badges/given.ts';
import type { OccupationRecord, OccupationRelationRecord } from '../record.ts';
import type { Node } from './node.ts';

/** The classification an occupation belongs to, where one is named. Source: SKOS `inScheme`, CTDL `isPartOf`. */
export function schemeOf(node: Node): string | undefined {
  return node.uris('inScheme', 'isPartOf', 'isMemberOf')[0];
}

/** An occupation of a classification; null for one that cannot be looked up, which is kept as it is. */
export function occupationFrom(uri: string, node: Node, raw: unknown, place: Place): OccupationRecord | null {
  const labels = node.text('name', 'prefLabel');
  const isFit = keyFault(uri) === null && Object.values(labels).every((label) => labelFault(label) === null);
  if (Object.keys(labels).length === 0 || !isFit) return null;
  const code = node.plain('codedNotation');
  const aliases: Record<string, string[]> = {};
  for (const [tag, text] of node.texts('alternateName')) {
    const [language = tag] = tag.split('-');
    if (labelFault(text) === null) aliases[language] = [...(aliases[language] ?? []), text];
  }
  return {
    type: 'occupation',
    kind: 'occupation',
    key: uri,
    raw,
    place,
    uri,
    ...given('code', code),
    occupationKind: 'OCCUPATION',
    labels,
    aliases,
    descriptions: node.text('description'),
  };
}

/** Headings an occupation is under, among those of the input. Source: CTDL `isSpecializationOf`. */
export function occupationRelationsFrom(
  uri: string,
  node: Node,
  schemeOfOther: (uri: string) => string | undefined,
  place: Place,
): OccupationRelationRecord[] {
  return node
    .uris('isSpecializationOf', 'broader')
    .filter((to) => to !== uri && schemeOfOther(to) !== undefined && schemeOfOther(to) === schemeOf(node))
    .map((to) => ({
      type: 'occupation-relation',
      place,
      from: uri,
      to,
      columns: { from: '@id', to: 'isSpecializationOf' },
    }));
}
