import { isObject } from '../badge-packaging/object.ts';

/** How a file of JSON-LD is laid out, as far as its head tells. */
export interface Layout {
  /** Path to the nodes, as `jsonMembers` takes it. */
  readonly path: string;
  /** What is at the path: nodes of one `@graph`, or whole documents. */
  readonly holds: 'NODES' | 'DOCUMENTS';
  /** Whether the graph is inside a registry envelope. */
  readonly isEnveloped: boolean;
  /** Whether the first document ends in the head, so that others may follow. */
  readonly isClosed: boolean;
  /** The graph's own id and context, where they come before it. */
  readonly graphId?: string;
  readonly context?: unknown;
}

const ENVELOPES = ['decoded_resource', 'resource'];

/** Looks at keys of the first two levels only, so that it holds for a file of any size. */
export function layoutOf(head: string): Layout {
  const scan = new Scan(head);
  scan.run();
  const { graph, isList, isClosed } = scan;
  const stated = { ...(scan.graphId !== undefined && { graphId: scan.graphId }), context: scan.context };
  if (isList) return { path: '$.*', holds: 'DOCUMENTS', isEnveloped: false, isClosed, ...stated };
  // What ends in the head is small, and may be followed by documents of another layout.
  if (graph === null || isClosed) return { path: '$', holds: 'DOCUMENTS', isEnveloped: false, isClosed, ...stated };
  const path = `$.${[...graph.at, '@graph'].join('.')}${graph.isList ? '.*' : ''}`;
  return { path, holds: 'NODES', isEnveloped: graph.at.length > 0, isClosed, ...stated };
}

/** One walk over the head's brackets, strings and keys. */
class Scan {
  readonly #text: string;
  isList = false;
  isClosed = false;
  graph: { at: string[]; isList: boolean } | null = null;
  graphId: string | undefined;
  context: unknown;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    const keys: (string | null)[] = [];
    for (let at = 0; at < this.#text.length; at++) {
      const char = this.#text[at];
      if (char === '"') {
        const end = this.#endOfString(at);
        if (end < 0) return;
        const next = this.#skipBlanks(end + 1);
        if (this.#text[next] === ':' && keys.length > 0 && keys.length <= 2) {
          const key = this.#text.slice(at + 1, end);
          keys[keys.length - 1] = key;
          const value = this.#skipBlanks(next + 1);
          if (this.#isOfGraph(keys)) {
            if (key === '@graph')
              this.graph ??= { at: keys.slice(0, -1).map(String), isList: this.#text[value] === '[' };
            if (key === '@id' && this.#text[value] === '"') {
              this.graphId ??= this.#text.slice(value + 1, Math.max(value + 1, this.#endOfString(value)));
            }
          }
          if (key === '@context' && this.#isOfGraph(keys) && this.context === undefined) {
            const to = this.#endOfValue(value);
            if (to < 0) return;
            this.context = parse(this.#text.slice(value, to));
            at = to - 1;
            continue;
          }
        }
        at = end;
        continue;
      }
      if (char === '[' && keys.length === 0) this.isList = true;
      if (char === '{' || char === '[') keys.push(null);
      if (char === '}' || char === ']') {
        keys.pop();
        if (keys.length === 0) {
          this.isClosed = true;
          return;
        }
      }
    }
  }

  #isOfGraph(keys: readonly (string | null)[]): boolean {
    return keys.length === 1 || (keys.length === 2 && ENVELOPES.includes(keys[0] ?? ''));
  }

  #endOfString(from: number): number {
    for (let at = from + 1; at < this.#text.length; at++) {
      if (this.#text[at] === '\\') at += 1;
      else if (this.#text[at] === '"') return at;
    }
    return -1;
  }

  #skipBlanks(from: number): number {
    let at = from;
    while (/\s/u.test(this.#text[at] ?? '')) at += 1;
    return at;
  }

  /** Place behind the value that starts here; -1 where the head ends inside. */
  #endOfValue(from: number): number {
    let depth = 0;
    for (let at = from; at < this.#text.length; at++) {
      const char = this.#text[at];
      if (char === '"') {
        at = this.#endOfString(at);
        if (at < 0) return -1;
        if (depth === 0) return at + 1;
      } else if (char === '{' || char === '[') depth += 1;
      else if (char === '}' || char === ']') {
        depth -= 1;
        if (depth === 0) return at + 1;
      }
    }
    return -1;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is a registry's envelope. Source: Credential Registry API, envelopes and changesets. */
export function isEnvelope(value: Readonly<Record<string, unknown>>): boolean {
  if ('envelope_id' in value || 'envelope_type' in value || 'decoded_resource' in value) return true;
  return isObject(value.resource) && !('@type' in value) && !('@graph' in value);
}
