import { type ASTNode, type DocumentNode, Kind, visit } from 'graphql';
import { LIMITS } from './limits.ts';
import { refusal } from './refusal.ts';

/**
 * Refuses a request as a whole for values no field can take: text that PostgreSQL cannot store, and lists or objects too
 * deep to be read. Every argument could bring them, so they are looked for once, before anything is resolved.
 *
 * @throws GraphQLError BAD_USER_INPUT
 */
export function refuseVariables(variables: Readonly<Record<string, unknown>>): void {
  const waiting = Object.entries(variables).map(([name, value]) => ({ value, place: name, depth: 0 }));
  // A loop, since a value nested deeply enough would exhaust the stack of a function that calls itself.
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, place, depth } = next;
    if (typeof value === 'string') refuseText(value, place);
    if (typeof value !== 'object' || value === null) continue;
    refuseDepth(depth + 1, place);
    for (const [key, member] of Object.entries(value)) {
      if (Array.isArray(value)) {
        waiting.push({ value: member, place: `${place}[${key}]`, depth: depth + 1 });
      } else {
        refuseText(key, place);
        waiting.push({ value: member, place: `${place}.${key}`, depth: depth + 1 });
      }
    }
  }
}

/** `refuseVariables` for what stands in the document itself. @throws GraphQLError BAD_USER_INPUT */
export function refuseLiterals(document: DocumentNode): void {
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      if (node.kind !== Kind.STRING && !isNesting(node)) return;
      const above = [...ancestors, ...(parent ? [parent] : [])].filter((each) => 'kind' in each);
      const place = above.flatMap(namesOf).join('.');
      if (node.kind === Kind.STRING) refuseText(node.value, place, node);
      else refuseDepth(above.filter(isNesting).length + 1, place, node);
    },
  });
}

function isNesting({ kind }: ASTNode): boolean {
  return kind === Kind.LIST || kind === Kind.OBJECT;
}

/** What a node adds to the place of a literal below it, as in `filter.label`. */
function namesOf(node: ASTNode): string[] {
  if (node.kind === Kind.VARIABLE_DEFINITION) return [node.variable.name.value];
  return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
}

function refuseText(text: string, place: string, node?: ASTNode): void {
  if (text.includes('\0')) refuse(place, 'holds U+0000, which no text here may; leave it out', node);
  if (!text.isWellFormed()) refuse(place, 'holds half a surrogate pair, which is no character; leave it out', node);
}

function refuseDepth(depth: number, place: string, node?: ASTNode): void {
  if (depth > LIMITS.nesting) refuse(place, `is nested deeper than ${LIMITS.nesting}; flatten it`, node);
}

function refuse(place: string, fault: string, node: ASTNode | undefined): never {
  const field = place.length > 500 ? `${place.slice(0, 500).toWellFormed()}…` : place;
  throw refusal('BAD_USER_INPUT', `${field} ${fault}`, { status: 400, field, node });
}
