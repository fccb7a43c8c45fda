import type { Importance } from '../jobs/requirement.ts';
import type { ExtractedGroup, ExtractedNode, Phrase, Suggestion } from './extraction.ts';
import { strongerOf } from './merge-repeated.ts';
import type { DraftGroup, DraftLeaf } from './read-statement.ts';

/**
 * The tree of a draft: an ALL in the order of the text, each node named by its path. A skill that links to nothing stands only where it
 * is one of several alternatives, since without it the others would be asked for more strictly than the text does.
 *
 * @param suggestionsOf  what each leaf may mean; empty where it links to nothing
 * @returns the tree, null where nothing is left, and the phrases that link to nothing
 */
export function buildTree(
  parts: readonly (DraftLeaf | DraftGroup)[],
  suggestionsOf: (leaf: DraftLeaf) => readonly Suggestion[],
): { requirement: ExtractedGroup | null; unlinked: Phrase[] } {
  const unlinked: Phrase[] = [];
  const build = (part: DraftLeaf | DraftGroup, key: string, isAlternative: boolean): ExtractedNode | null => {
    if ('children' in part) {
      const children: ExtractedNode[] = [];
      for (const child of part.children) {
        const node = build(child, `${key}.${children.length}`, part.kind !== 'ALL' || isAlternative);
        if (node) children.push(node);
      }
      return children.length === 0 ? null : { ...part, key, importance: importanceOf(children), children };
    }
    const suggestions = suggestionsOf(part);
    if (part.kind === 'SKILL' && suggestions.length === 0) {
      const { kind: _, ...phrase } = part;
      unlinked.push(phrase);
      if (!isAlternative) return null;
    }
    return { ...part, key, suggestions };
  };
  const children: ExtractedNode[] = [];
  for (const part of parts) {
    // Alternatives of which none links to anything ask for nothing that can be compared.
    const isLinked = leavesOfDraft(part).some((leaf) => leaf.kind === 'CREDENTIAL' || suggestionsOf(leaf).length > 0);
    if (!isLinked) {
      for (const { kind: _, ...phrase } of leavesOfDraft(part)) unlinked.push(phrase);
      continue;
    }
    const node = build(part, String(children.length), false);
    if (node) children.push(node);
  }
  if (children.length === 0) return { requirement: null, unlinked };
  return {
    requirement: { kind: 'ALL', key: '', atLeast: null, importance: importanceOf(children), children },
    unlinked,
  };
}

function leavesOfDraft(part: DraftLeaf | DraftGroup): DraftLeaf[] {
  return 'children' in part ? part.children.flatMap(leavesOfDraft) : [part];
}

function importanceOf(children: readonly { readonly importance: Importance }[]): Importance {
  return children.map(({ importance }) => importance).reduce(strongerOf, 'UNSPECIFIED');
}
