import type { OrganizationRole } from '../../providers/organization.ts';
import { canonicalUri, pageKey, urnOf } from './identity.ts';
import type { Json, Node, Target } from './node.ts';

/** An organisation that stands in no node of its own: only embedded, or only referred to. */
export interface OtherOrganization {
  readonly uri: string;
  /** As it is embedded; absent for a mere reference. */
  readonly json?: Json;
  readonly roles: ReadonlySet<OrganizationRole>;
}

interface Mention {
  readonly uri?: string;
  readonly ctid?: string;
  readonly page?: string;
  readonly name?: string;
  json?: Json;
  readonly roles: Set<OrganizationRole>;
}

/**
 * Every organisation an input names, so that one that stands once as a node and elsewhere as a blank node or an embedded object
 * is one: by its URI, its CTID, its web page, and where it has none of these by its name.
 */
export class OrganizationBook {
  readonly #byCtid = new Map<string, string>();
  readonly #byPage = new Map<string, string>();
  readonly #own = new Map<string, { readonly name: string | undefined; readonly roles: Set<OrganizationRole> }>();
  readonly #mentions = new Map<string, Mention>();

  /** Notes an organisation with a node of its own, by its URI. */
  addOwn(uri: string, node: Node): void {
    if (!this.#own.has(uri)) this.#own.set(uri, { name: node.plain('name'), roles: new Set() });
    this.#addNames(uri, node.ctid, node.plain('subjectWebpage'));
  }

  /** Notes what a node says of another organisation. */
  mention({ id, uri, node }: Target, role: OrganizationRole | null): void {
    const [ctid, page, name] = [node?.ctid, node?.plain('subjectWebpage'), node?.plain('name')];
    const key = uri ?? ctid ?? (page && `page ${pageKey(page)}`) ?? (name && `name ${name}`);
    if (key === undefined || (id !== undefined && uri === undefined && node === undefined)) return;
    const known = this.#mentions.get(key);
    const stated: Mention = known ?? { ...given({ uri, ctid, page, name }), roles: new Set() };
    if (node && !stated.json) stated.json = node.json;
    if (role) stated.roles.add(role);
    this.#mentions.set(key, stated);
  }

  /** The URI an organisation goes by here; undefined where nothing tells which one it is. */
  uriOf({ uri, node }: Target): string | undefined {
    if (uri !== undefined) {
      if (this.#own.has(uri)) return uri;
      const ctid = node?.ctid;
      return (ctid && this.#byCtid.get(ctid)) ?? uri;
    }
    if (!node) return undefined;
    const [ctid, page, name] = [node.ctid, node.plain('subjectWebpage'), node.plain('name')];
    if (ctid) return this.#byCtid.get(ctid) ?? canonicalUri(ctid);
    if (page) return this.#byPage.get(pageKey(page)) ?? page;
    return name && urnOf('organization', name);
  }

  nameOf(uri: string): string | undefined {
    return this.#own.get(uri)?.name;
  }

  rolesOf(uri: string): ReadonlySet<OrganizationRole> {
    return this.#own.get(uri)?.roles ?? new Set();
  }

  /** Ends the noting: gives roles to those with nodes, and returns the others, in the order they were met. */
  others(): OtherOrganization[] {
    const found = new Map<string, { json?: Json; roles: Set<OrganizationRole> }>();
    const mentions = [...this.#mentions.values()];
    for (const { uri, ctid, page } of mentions) {
      if (uri !== undefined || ctid !== undefined) this.#addNames(uri ?? canonicalUri(ctid ?? ''), ctid, page);
    }
    for (const { uri: stated, ctid, page, name, json, roles } of mentions) {
      const alias = (ctid && this.#byCtid.get(ctid)) ?? (page && this.#byPage.get(pageKey(page)));
      const uri =
        stated !== undefined && (this.#own.has(stated) || !ctid)
          ? stated
          : (alias ?? stated ?? page ?? urnOf('organization', name));
      const known = this.#own.get(uri) ?? found.get(uri);
      for (const role of roles) known?.roles.add(role);
      if (!known) found.set(uri, { ...(json && { json }), roles });
    }
    return [...found].map(([uri, each]) => ({ uri, ...each }));
  }

  #addNames(uri: string, ctid: string | undefined, page: string | undefined): void {
    if (ctid && !this.#byCtid.has(ctid)) this.#byCtid.set(ctid, uri);
    if (page && !this.#byPage.has(pageKey(page))) this.#byPage.set(pageKey(page), uri);
  }
}

function given<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
