import jsonld from 'jsonld';
import ResolvedContext from 'jsonld/lib/ResolvedContext.js';

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
 * Lets the contexts of `jsonld` share what they hold, where the library copies each term, with the documents in it, at every
 * node, and reads type-scoped contexts anew at each. A definition is made anew whenever a term is defined, and a context is
 * cloned before anything is added to it, so neither changes once made: what is read stays the same to the last quad, in a
 * quarter of the time. Where the library is not made as expected it is left as it is.
 */
export function shareTerms(): Promise<void> {
  shared ??= patchContexts();
  return shared;
}

/** Contexts that are made and change no more. */
const finished = new WeakSet<object>();

/** Of a finished context its one clone for nodes whose terms reach no further, which the library gives `previousContext` alone. */
const scopes = new WeakMap<object, ActiveContext>();

/** Whether the library just found a context unread: it clones next, at once, and adds terms to that clone. */
let isAboutToAdd = false;

async function patchContexts(): Promise<void> {
  // All contexts descend from this one and take its functions along.
  const initial: unknown = await jsonld.processContext({}, null, {});
  const { getProcessed, setProcessed } = ResolvedContext.prototype;
  if (!isActive(initial) || typeof getProcessed !== 'function' || typeof setProcessed !== 'function') return;
  initial.clone = cloneSharing;
  initial.revertToPreviousContext = previousOf;
  ResolvedContext.prototype.getProcessed = function (active) {
    const processed = getProcessed.call(this, active);
    isAboutToAdd = processed === undefined;
    return processed;
  };
  ResolvedContext.prototype.setProcessed = function (active, processed) {
    finished.add(processed.context);
    setProcessed.call(this, active, processed);
  };
}

function cloneSharing(this: ActiveContext): ActiveContext {
  if (isAboutToAdd || !finished.has(this) || this.previousContext) {
    isAboutToAdd = false;
    return cloneOf(this);
  }
  const scope = scopes.get(this) ?? cloneOf(this);
  scopes.set(this, scope);
  return scope;
}

/** The same members that the library clones, and no others. */
function cloneOf(active: ActiveContext): ActiveContext {
  const child = {
    mappings: new Map(active.mappings),
    clone: active.clone,
    inverse: null,
    getInverse: active.getInverse,
    protected: { ...active.protected },
    revertToPreviousContext: active.revertToPreviousContext,
    ...(active.previousContext && { previousContext: active.previousContext }),
  };
  for (const name of ['@base', '@language', '@vocab'] as const) {
    if (name in active) Object.assign(child, { [name]: (active as unknown as Record<string, unknown>)[name] });
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
