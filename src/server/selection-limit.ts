import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { LIMITS } from './limits.ts';

/**
 * Bounds what fragments inside fragments unfold to, counting each fragment once: a few lines may stand for billions of fields.
 * Apollo brings such a rule for what it is asked; subscriptions do not pass it.
 */
export function selectionLimit(context: ValidationContext) {
  const counted = new Map<string, number>();
  const countOf = ({ selections }: SelectionSetNode): number =>
    selections.reduce((sum, node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return sum + countOfFragment(context.getFragment(node.name.value));
      return sum + 1 + (node.selectionSet ? countOf(node.selectionSet) : 0);
    }, 0);
  const countOfFragment = (fragment: FragmentDefinitionNode | null | undefined): number => {
    if (!fragment) return 0;
    const { value: name } = fragment.name;
    const known = counted.get(name);
    if (known !== undefined) return known;
    // One that holds itself is refused by the language's own rule.
    counted.set(name, 0);
    const count = countOf(fragment.selectionSet);
    counted.set(name, count);
    return count;
  };
  return {
    OperationDefinition({ selectionSet }: { readonly selectionSet: SelectionSetNode }) {
      if (countOf(selectionSet) <= LIMITS.nodes) return;
      const message = `the document stands for more than ${LIMITS.nodes} fields; ask for fewer`;
      context.reportError(new GraphQLError(message, { extensions: { code: 'DOCUMENT_TOO_LARGE' } }));
    },
  };
}
