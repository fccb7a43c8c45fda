import type { StatedLevel, StatedRequirement } from '../../jobs/requirement.ts';
import { isObject } from '../badge-packaging/object.ts';
import type { Item, ObjectReader } from '../object-reader.ts';
import { given } from '../open-badges/given.ts';

const ADDRESS = /^(https?:\/\/[^\s/]|urn:|ce-[0-9a-f-]{36}$)/iu;

/** An item as an object: a text stands for a thing of that name. */
export function objectOf(reader: ObjectReader, { value, pointer }: Item): ObjectReader | null {
  if (typeof value === 'string') return reader.within({ name: value }, pointer);
  if (isObject(value)) return reader.within(value, pointer);
  reader.doubt(pointer, 'it is no object; write one', value);
  return null;
}

/** Words that name a thing: an address where it has one, since an address names one thing alone, else its name, else its code. */
export function wordsOf(term: ObjectReader, names: readonly string[], codes: readonly string[]): string | undefined {
  const address = ['@id', 'id', 'url', ...codes, ...names]
    .flatMap((name) => term.items(name).map(({ value }) => (isObject(value) ? value.value : value)))
    .find((value): value is string => typeof value === 'string' && ADDRESS.test(value.trim()));
  return address?.trim() ?? term.text(...names) ?? codeIn(term, codes);
}

function codeIn(term: ObjectReader, codes: readonly string[]): string | undefined {
  for (const name of codes) {
    for (const { value } of term.items(name)) {
      const code = isObject(value) ? value.value : value;
      if (typeof code === 'string' || typeof code === 'number') return String(code).trim();
    }
  }
  return undefined;
}

/**
 * A level as HR Open states it: `scoresText` and `scoresNumeric`, each a value or `{ value, schemeId, schemeName }`. A text alone
 * is read as the level's name.
 */
export function levelOf(term: ObjectReader, name: string): StatedLevel | undefined {
  const [item] = term.items(name);
  if (item === undefined) return undefined;
  if (typeof item.value === 'string') return { name: item.value.trim() };
  if (typeof item.value === 'number') return { value: item.value };
  const level = objectOf(term, item);
  if (level === null) return undefined;
  const [text, number] = ['scoresText', 'scoresNumeric'].map((scores) => scoreOf(level, scores));
  const plain = {
    name: level.text('name', 'levelName'),
    value: level.has('value') ? level.number('value') : undefined,
  };
  const scale = text?.scale ?? number?.scale ?? schemeOf(level);
  const words = text?.value === undefined ? plain.name : String(text.value);
  const value = number === undefined ? plain.value : Number(number.value);
  if (words === undefined && (value === undefined || Number.isNaN(value))) {
    return level.doubt('', 'it names no level; state scoresText or scoresNumeric', item.value);
  }
  return {
    ...given('name', words),
    ...(value !== undefined && !Number.isNaN(value) && { value }),
    ...given('scale', scale),
  };
}

function scoreOf(level: ObjectReader, name: string): { value: string | number; scale: string | undefined } | undefined {
  const [item] = level.items(name);
  if (item === undefined) return undefined;
  if (!isObject(item.value)) return { value: item.value as string | number, scale: undefined };
  const score = level.within(item.value, item.pointer);
  const value = score.text('value', 'name');
  return value === undefined ? undefined : { value, scale: schemeOf(score) };
}

function schemeOf(stated: ObjectReader): string | undefined {
  return stated.text('schemeId', 'schemeURI', 'schemeName', 'scale');
}

/** Weights that a requirement may have. */
const LEAST = 0.001;
const MOST = 1_000;

/**
 * The weight of a term: a number, or HR Open's `{ value, maximumScore, schemeId … }`, which is read as the part of its scheme's
 * maximum, so that 3 of 5 weighs what 6 of 10 does. What weighs nothing weighs as little as can be said.
 */
export function weightOf(term: ObjectReader, name = 'weight'): { weight?: number } {
  const [item] = term.items(name);
  if (item === undefined) return {};
  const stated = isObject(item.value) ? term.within(item.value, item.pointer) : null;
  const value = stated ? stated.number('value') : term.number(name);
  const most = stated?.number('maximumScore');
  if (value === undefined) return {};
  const weight = most !== undefined && most > 0 ? value / most : value;
  if (weight >= 0 && weight <= MOST) return { weight: Math.max(LEAST, weight) };
  term.doubt(item.pointer, `${weight} is no weight; write a number from 0 to ${MOST}`, item.value);
  return {};
}

/**
 * Words of the kinds of evidence an employer accepts, and the weakest rung each stands for, weakest first. Words that are not here accept any
 * evidence.
 */
const RUNGS: readonly (readonly [RegExp, NonNullable<StatedRequirement['acceptedFrom']>])[] = [
  [/^self[- ]?(attest|report|assess|claim|declar)/iu, 'SELF_CLAIMED'],
  [/^(endorsement|reference|recommendation)s?$/iu, 'ENDORSED'],
  [/^(credential|certificate|badge|diploma|degree)s?$/iu, 'VERIFIED_UNASSESSED'],
  [/^(assessment|exam|examination|test|certification|license|licence)s?$/iu, 'VERIFIED_ASSESSED'],
];

/** The weakest rung that any of the given kinds of evidence stands for; undefined where none says one. */
export function rungOf(kinds: readonly string[]): StatedRequirement['acceptedFrom'] | undefined {
  const found = kinds.map((kind) => RUNGS.find(([words]) => words.test(kind.trim()))?.[1]);
  if (found.length === 0 || found.includes(undefined)) return undefined;
  return RUNGS.map(([, rung]) => rung).find((rung) => found.includes(rung));
}
