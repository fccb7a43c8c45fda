import type { SkillRelationKind } from '../../skills/skill.ts';
import { isObject } from '../badge-packaging/object.ts';
import type { Issue } from '../format.ts';
import { Hierarchy } from '../hierarchy.ts';
import { textOf } from '../json-value.ts';
import { keyFault } from '../key-fault.ts';
import type { Place, SkillRelationRecord } from '../record.ts';
import { uriOf } from './map.ts';
import { ASSOCIATION_TYPES, ONLY_BETWEEN_ITEMS } from './schema.ts';

/** Items of a package that became skills, by URI and by identifier. */
export class Items {
  readonly #uris = new Set<string>();
  readonly #byIdentifier = new Map<string, string>();

  /** False, and nothing added, where an item has that URI already. */
  add(uri: string, identifier: string | undefined): boolean {
    if (this.#uris.has(uri)) return false;
    this.#uris.add(uri);
    if (identifier !== undefined) this.#byIdentifier.set(identifier, uri);
    return true;
  }

  /** The URI of the item that an end names: by its URI, else by its identifier, since hosts spell a URI in several ways. */
  find(end: unknown): string | undefined {
    const uri = endUri(end);
    if (uri !== undefined && this.#uris.has(uri)) return uri;
    const identifier = textOf(end, 'identifier');
    return identifier === undefined ? undefined : this.#byIdentifier.get(identifier);
  }
}

/** An end is a link of title, identifier and URI; some packages state the URI alone. */
function endUri(end: unknown): string | undefined {
  return typeof end === 'string' ? end.trim() || undefined : uriOf(end);
}

/** What an association becomes: an edge, or a kept record, where `doubt` says why when it is not what was meant. */
export type AssociationReading =
  | { readonly edge: SkillRelationRecord }
  | { readonly doubt?: Pick<Issue, 'code' | 'message' | 'raw'> & { readonly field: string } };

/** Reads the associations of one package, one by one: what came before decides whether one closes a circle or says nothing new. */
export class AssociationReader {
  readonly #items: Items;
  readonly #documentUri: string;
  readonly #hierarchy = new Hierarchy();
  readonly #edges = new Set<string>();

  constructor(items: Items, documentUri: string) {
    this.#items = items;
    this.#documentUri = documentUri;
  }

  read(association: unknown, place: Place): AssociationReading {
    if (!isObject(association)) return invalid('', 'FIELD_INVALID', 'the association is no object');
    const { originNodeURI: origin, destinationNodeURI: destination } = association;
    const type = textOf(association, 'associationType');
    const destinationUri = endUri(destination);
    if (type === undefined) return invalid('associationType', 'FIELD_MISSING', 'associationType is empty');
    if (endUri(origin) === undefined) return invalid('originNodeURI', 'FIELD_MISSING', 'originNodeURI names nothing');
    if (destinationUri === undefined) {
      return invalid('destinationNodeURI', 'FIELD_MISSING', 'destinationNodeURI names nothing');
    }
    const from = this.#items.find(origin);
    const inside = this.#items.find(destination);
    const kind = Object.hasOwn(ASSOCIATION_TYPES, type) ? ASSOCIATION_TYPES[type] : undefined;
    const isKept = from === undefined || kind === undefined || destinationUri === this.#documentUri;
    if (isKept || (inside === undefined && ONLY_BETWEEN_ITEMS.has(type))) return {};
    const long = keyFault(destinationUri);
    if (long !== null) return invalid('destinationNodeURI', 'FIELD_INVALID', long);
    return this.#edge(
      { from, to: inside ?? destinationUri, kind, isCrosswalk: inside === undefined },
      place,
      association,
    );
  }

  #edge(
    ends: { from: string; to: string; kind: SkillRelationKind; isCrosswalk: boolean },
    place: Place,
    raw: unknown,
  ): AssociationReading {
    const name = `${ends.kind} ${ends.from} ${ends.to}`;
    // Two associations may say the same of the same items: one edge cannot hold both.
    if (this.#edges.has(name)) return {};
    if (ends.kind === 'BROADER' && !this.#hierarchy.add(ends.from, ends.to)) {
      const message = `${ends.to} already lies under ${ends.from}, so it cannot be above it; the association is kept as it is, and is no relation`;
      return { doubt: { code: 'HIERARCHY_CYCLE', field: 'destinationNodeURI', message, raw: ends.to } };
    }
    this.#edges.add(name);
    const columns = { from: 'originNodeURI', to: 'destinationNodeURI' };
    return { edge: { type: 'skill-relation', place, columns, ...ends, raw } };
  }
}

function invalid(field: string, code: Issue['code'], what: string): AssociationReading {
  return { doubt: { code, field, message: `${what}; the association is kept as it is, and is no relation` } };
}
