import jsonld from 'jsonld';
import { isObject } from '../badge-packaging/object.ts';
import type { Json } from './node.ts';
import { PREFIXES } from './terms.ts';
import { isLanguageMap } from './texts.ts';

/** What a document's `@context` says beside naming CTDL's own, which is never fetched: an address stands for CTDL's context. */
export interface StatedContext {
  /** Prefixes it declares. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Whether it renames terms, so that only a JSON-LD processor can tell them. */
  readonly renames: boolean;
}

const PLAIN: StatedContext = { prefixes: new Map(), renames: false };

export function readContext(context: unknown): StatedContext {
  const inline = [context].flat().filter(isObject);
  if (inline.length === 0) return PLAIN;
  const prefixes = new Map<string, string>();
  let renames = false;
  for (const [term, meaning] of inline.flatMap((each) => Object.entries(each))) {
    if (typeof meaning === 'string' && !term.startsWith('@') && /[/#:]$/u.test(meaning)) prefixes.set(term, meaning);
    else if (
      term !== '@vocab' &&
      term !== '@language' &&
      term !== '@version' &&
      meaning !== '@id' &&
      meaning !== '@type'
    )
      renames = true;
  }
  return { prefixes, renames };
}

/** Properties whose plain texts are references. Source: CTDL context, terms of type `@id`. */
const REFERENCES = [
  ...[
    'ownedBy',
    'offeredBy',
    'owns',
    'offers',
    'accreditedBy',
    'approvedBy',
    'recognizedBy',
    'regulatedBy',
    'assertedBy',
  ],
  ...[
    'requires',
    'recommends',
    'hasPart',
    'isPartOf',
    'teaches',
    'assesses',
    'targetCredential',
    'targetCompetency',
    'targetNode',
  ],
  ...[
    'targetLearningOpportunity',
    'targetAssessment',
    'isPreparationFor',
    'preparationFrom',
    'isRequiredFor',
    'supersedes',
  ],
  ...[
    'supersededBy',
    'proxyFor',
    'targetComponent',
    'hasDestinationComponent',
    'hasCondition',
    'precedes',
    'precededBy',
  ],
];
const ASN_REFERENCES = [
  'isPartOf',
  'isChildOf',
  'isTopChildOf',
  'hasChild',
  'hasTopChild',
  'exactAlignment',
  'broadAlignment',
];

/** Stands for every context elsewhere: CTDL's prefixes, its references, and CTDL as home of a term without a prefix. */
const STAND_IN = {
  ...PREFIXES,
  id: '@id',
  type: '@type',
  '@vocab': PREFIXES.ceterms,
  ...Object.fromEntries(REFERENCES.map((name) => [`ceterms:${name}`, { '@type': '@id' }])),
  ...Object.fromEntries(ASN_REFERENCES.map((name) => [`ceasn:${name}`, { '@type': '@id' }])),
};

/**
 * A document whose context renames terms, in CTDL's own names. Language maps are first written out as texts with a language,
 * since a context that does not declare them would lose them.
 *
 * @returns its nodes
 */
export async function inOwnTerms(document: Json): Promise<Json[]> {
  const { '@context': context, ...rest } = document;
  const stated = [context].flat().map((each) => (typeof each === 'string' ? STAND_IN : each));
  const { prefixes } = readContext(context);
  const whole = { ...(withoutShorthand(rest, prefixes) as object), '@context': [STAND_IN, ...stated] };
  const { '@vocab': _vocab, id: _id, type: _type, ...own } = STAND_IN;
  const compacted = await jsonld.compact(whole, own, { documentLoader: loadStandIn, graph: true });
  const graph = compacted['@graph'];
  return Array.isArray(graph) ? graph.filter(isObject) : [];
}

async function loadStandIn(documentUrl: string) {
  return { contextUrl: null, documentUrl, document: { '@context': STAND_IN } };
}

/** Declared prefixes spelled out in every text that starts with one, and language maps as lists. */
export function withoutShorthand(value: unknown, prefixes: ReadonlyMap<string, string>, keepMaps = false): unknown {
  const isPlain = keepMaps && [...prefixes.keys()].every((prefix) => Object.hasOwn(PREFIXES, prefix));
  return isPlain ? value : rewritten(value, prefixes, keepMaps);
}

function rewritten(value: unknown, prefixes: ReadonlyMap<string, string>, keepMaps: boolean): unknown {
  if (typeof value === 'string') return spelledOut(value, prefixes);
  if (Array.isArray(value)) return value.map((each) => rewritten(each, prefixes, keepMaps));
  if (!isObject(value)) return value;
  if (isLanguageMap(value)) {
    if (keepMaps) return value;
    return Object.entries(value).flatMap(([tag, texts]) =>
      [texts].flat().map((text) => ({ '@language': tag, '@value': text })),
    );
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rewritten(part, prefixes, keepMaps)]));
}

function spelledOut(text: string, prefixes: ReadonlyMap<string, string>): string {
  const colon = text.indexOf(':');
  if (colon <= 0 || text.startsWith('//', colon + 1) || /\s/u.test(text)) return text;
  const prefix = text.slice(0, colon);
  // CTDL's own prefixes stay: they are how its terms are written here.
  const meaning = Object.hasOwn(PREFIXES, prefix) ? undefined : prefixes.get(prefix);
  return meaning === undefined ? text : meaning + text.slice(colon + 1);
}
