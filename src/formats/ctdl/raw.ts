import { isObject } from '../badge-packaging/object.ts';
import { isBlank } from './identity.ts';
import type { Json, Lookup } from './node.ts';

/** What a record rests on that other nodes say: it belongs to the record, so that a change of it is a change of the record. */
export const BESIDE = 'tessera:beside';
/** Marks an organisation that stands in no node of its own, but within the records that name it. */
export const WITHIN = 'tessera:within';

/** A node as it came, with the blank nodes it reaches, at whatever remove. */
export function rawOf(json: Json, lookup: Lookup, reached: (id: string) => void, beside: Json = {}): Json {
  const blanks = blankNodesOf(json, lookup, reached);
  const hasBeside = Object.keys(beside).length > 0;
  if (blanks.length === 0 && !hasBeside) return json;
  return { '@graph': [json, ...blanks], ...(hasBeside && { [BESIDE]: beside }) };
}

function blankNodesOf(json: Json, lookup: Lookup, reached: (id: string) => void): Json[] {
  const met = new Set<string>();
  const found: Json[] = [];
  const open: unknown[] = [json];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string' && isBlank(value) && !met.has(value)) {
      met.add(value);
      const node = lookup(value);
      if (!node) continue;
      reached(value);
      if (node['@id'] === json['@id']) continue;
      found.push(node);
      open.push(node);
    } else if (Array.isArray(value)) open.push(...value.toReversed());
    else if (isObject(value)) open.push(...Object.values(value).toReversed());
  }
  return found;
}

/** The nodes a raw record of this format holds, itself first. */
export function nodesInRaw(raw: unknown): Json[] {
  if (!isObject(raw) || WITHIN in raw) return [];
  const graph = raw['@graph'];
  return Array.isArray(graph) ? graph.filter(isObject) : [raw];
}
