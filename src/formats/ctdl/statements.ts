import type { CredentialSkillRelation } from '../../credentials/credential.ts';
import { isBlank } from './identity.ts';
import type { Node, Target } from './node.ts';

/** A skill in the source's words: a URI, or the words themselves where there is none. */
export interface Statement {
  readonly relation: CredentialSkillRelation;
  readonly text: string;
}

/** What a node itself teaches and assesses. Source: CTDL `ceterms:teaches`, `ceterms:assesses`. */
export function statementsOf(node: Node): Statement[] {
  const each = (relation: CredentialSkillRelation, property: string) =>
    node
      .targets(property)
      .flatMap((target) => wordsOf(target) ?? [])
      .map((text): Statement => ({ relation, text }));
  return [...each('TEACHES', 'teaches'), ...each('ASSESSES', 'assesses')];
}

/**
 * How a competency is stated: by the URI an alignment targets or its own, else by its words. A blank label that leads nowhere
 * states nothing.
 */
export function wordsOf({ id, uri, node }: Target): string | undefined {
  if (node) {
    const [target] = node.targets('targetNode');
    if (target?.uri !== undefined) return target.uri;
    const words = target?.node ? wordsIn(target.node) : wordsIn(node);
    if (words !== undefined) return words;
  }
  if (uri !== undefined) return uri;
  return node === undefined && id !== undefined && !isBlank(id) ? id : undefined;
}

function wordsIn(node: Node): string | undefined {
  return node.uri ?? node.plain('targetNodeName', 'competencyLabel', 'competencyText', 'name', 'codedNotation');
}
