import type { FrameworkRecord } from '../record.ts';
import { IdTable } from './compact.ts';
import { ctidIn } from './identity.ts';
import type { Node } from './node.ts';

type Facts = Pick<FrameworkRecord, 'code' | 'name' | 'version' | 'uri' | 'attribution'>;

const STEPS_AT_MOST = 64;

/** Frameworks of an input and which competency belongs to which, whatever order they come in. */
export class FrameworkBook {
  readonly #facts = new Map<string, Facts>();
  readonly #uris: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Competency to its framework. */
  readonly #homes = new IdTable();
  /** Of competencies that name no framework: what they are under. */
  readonly #parents = new Map<string, string>();
  readonly #ofDocument = new Map<string, Set<string>>();
  /** Pairs of child and parent that a child states. */
  readonly #stated = new IdTable();

  addFramework(uri: string, node: Node, scope: string): void {
    this.#facts.set(uri, factsOf(uri, node));
    this.#ofDocument.set(scope, new Set([...(this.#ofDocument.get(scope) ?? []), uri]));
    for (const child of node.uris('hasTopChild'))
      if (!this.#homes.has(child)) this.#homes.set(child, this.#numberOf(uri));
  }

  addCompetency(uri: string, node: Node): void {
    const [framework] = node.uris('isPartOf', 'isTopChildOf');
    if (framework !== undefined) this.#homes.set(uri, this.#numberOf(framework));
    for (const parent of node.uris('isChildOf')) {
      if (framework === undefined && !this.#parents.has(uri)) this.#parents.set(uri, parent);
      this.#stated.set(`${uri} ${parent}`, 1);
    }
    for (const child of node.uris('hasChild')) if (!this.#parents.has(child)) this.#parents.set(child, uri);
  }

  statesParent(child: string, parent: string): boolean {
    return this.#stated.has(`${child} ${parent}`);
  }

  /**
   * The framework of a competency: the one it names, the one of what it is under, the only one of its document, or else the one for
   * those without.
   */
  homeOf(uri: string, scope: string): string {
    let at: string | undefined = uri;
    for (let step = 0; at !== undefined && step < STEPS_AT_MOST; step++) {
      const home = this.#homes.get(at);
      if (home !== undefined) return this.#uris[home] ?? '';
      if (this.#facts.has(at)) return at;
      at = this.#parents.get(at);
    }
    const [only, ...more] = this.#ofDocument.get(scope) ?? [];
    return only !== undefined && more.length === 0 ? only : (UNNAMED.uri ?? '');
  }

  /** The framework as a record states it; one that is only referred to goes by its URI. */
  factsOf(uri: string): Facts {
    if (uri === UNNAMED.uri) return UNNAMED;
    return this.#facts.get(uri) ?? { code: codeOf(uri), name: { und: uri }, version: 'unknown', uri };
  }

  has(uri: string): boolean {
    return this.#facts.has(uri);
  }

  #numberOf(uri: string): number {
    const known = this.#numbers.get(uri);
    if (known !== undefined) return known;
    this.#uris.push(uri);
    this.#numbers.set(uri, this.#uris.length - 1);
    return this.#uris.length - 1;
  }
}

/** Where competencies go that no framework claims: kept, and findable, rather than lost. */
export const UNNAMED: Facts = {
  code: 'ctdl-unnamed',
  name: { en: 'Competencies of no named framework', fr: 'Compétences sans référentiel nommé' },
  version: 'unknown',
  uri: 'urn:tessera:ctdl:framework:unnamed',
};

function codeOf(uri: string): string {
  return ctidIn(uri) ?? uri;
}

function factsOf(uri: string, node: Node): Facts {
  const name = node.text('name', 'title', 'label');
  const modified = node.plain('dateModified', 'dateCreated')?.slice(0, 10);
  const attribution = node.plain('attributionName', 'rights', 'license');
  return {
    code: node.ctid ?? codeOf(uri),
    name: Object.keys(name).length > 0 ? name : { und: uri },
    version: node.plain('versionIdentifier', 'versionCode') ?? modified ?? 'unknown',
    uri,
    ...(attribution !== undefined && { attribution }),
  };
}
