import { isObject } from '../badge-packaging/object.ts';
import { ASSOCIATION_TYPES_1_0 } from './schema.ts';

export type CaseVersion = '1.0' | '1.1';

/** Fields that came with 1.1. Source: CASE 1.1, revision history. */
const NEW_IN_1_1: Readonly<Record<string, readonly string[]>> = {
  CFDocument: ['frameworkType', 'caseVersion', 'extensions'],
  CFItem: ['subject', 'subjectURI', 'extensions'],
  CFAssociation: ['notes', 'extensions'],
};

/**
 * A CASE object as a version knows it. For 1.0 fields that came later are left out, and an association of a type that 1.0 does not
 * know is `isRelatedTo`, which it at least is; 1.1 takes everything as it is.
 */
export function asVersion(type: string, value: unknown, version: CaseVersion): unknown {
  if (version === '1.1' || !isObject(value)) return value;
  const left = NEW_IN_1_1[type] ?? ['extensions'];
  const kept = Object.fromEntries(Object.entries(value).filter(([name]) => !left.includes(name)));
  if (type !== 'CFAssociation') return kept;
  const { associationType, originNodeURI, destinationNodeURI } = kept;
  return {
    ...kept,
    associationType:
      typeof associationType === 'string' && ASSOCIATION_TYPES_1_0.has(associationType)
        ? associationType
        : 'isRelatedTo',
    originNodeURI: withoutTargetType(originNodeURI),
    destinationNodeURI: withoutTargetType(destinationNodeURI),
  };
}

function withoutTargetType(link: unknown): unknown {
  if (!isObject(link)) return link;
  const { targetType: _since1_1, ...rest } = link;
  return rest;
}
