import type { LocalizedText } from '../../db/localized-text.ts';
import { isObject } from '../badge-packaging/object.ts';
import { cutAtWord } from '../cut-at-word.ts';
import { plainText } from '../html-text.ts';
import { listOf, textOf } from '../json-value.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import type { FrameworkRecord, LevelScaleRecord, Place, SkillRecord } from '../record.ts';
import { skillKindOf } from './schema.ts';

/** Longest label made of a statement, and longest statement that is also a name, in characters. */
const LABEL_AT_MOST = 120;
const ALIAS_AT_MOST = 300;
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/iu;

/** What identifies a CASE object: its URI, else its identifier as a URN. */
export function uriOf(object: unknown): string | undefined {
  const identifier = textOf(object, 'identifier');
  return textOf(object, 'uri') ?? (identifier === undefined ? undefined : `urn:uuid:${identifier}`);
}

function languageOf(object: unknown, otherwise: string): string {
  const stated = textOf(object, 'language');
  return stated !== undefined && LANGUAGE.test(stated) ? stated : otherwise;
}

/** A package's or document list's framework. */
export interface Document {
  readonly record: FrameworkRecord;
  readonly uri: string;
  readonly language: string;
  readonly identifier: string | undefined;
}

/**
 * A CFDocument's framework. Its code is the identifier, unless the input's owner gives one: titles change, and two documents may
 * share one. Without a version the moment of its last change stands for it.
 */
export function documentFrom(
  document: unknown,
  place: Place,
  said: { readonly framework?: string; readonly frameworkVersion?: string },
): Document {
  const identifier = fitting(textOf(document, 'identifier'));
  const uri = fitting(uriOf(document)) ?? `urn:tessera:case:${encodeURIComponent(place.file)}`;
  const language = languageOf(document, 'en');
  const title = plainText(textOf(document, 'title') ?? identifier ?? place.file);
  const publisher = textOf(document, 'publisher') ?? textOf(document, 'creator');
  const version = said.frameworkVersion ?? textOf(document, 'version') ?? textOf(document, 'lastChangeDateTime');
  return {
    record: {
      type: 'framework',
      place: { file: place.file },
      code: said.framework ?? identifier ?? uri,
      name: { [language]: title },
      version: version ?? 'unknown',
      uri,
      ...(publisher !== undefined && { attribution: `${title}, ${publisher}` }),
    },
    uri,
    language,
    identifier,
  };
}

/** What can be looked up; undefined where it is too long for that. */
function fitting(key: string | undefined): string | undefined {
  return key === undefined || keyFault(key) !== null ? undefined : key;
}

/** What is wrong with an item that is to be a skill, or the skill. */
export type ItemReading =
  | { readonly skill: SkillRecord; readonly faults: readonly { readonly field: string; readonly message: string }[] }
  | { readonly refused: { readonly field: string; readonly message: string; readonly isMissing: boolean } };

/**
 * A CFItem's skill: called by its short statement, else its alternative label, else its full statement cut at a word. An item whose
 * `statusEndDate` has passed stays a skill, since badges of its time name it; the date stays in the record.
 */
export function skillFrom(item: unknown, place: Place, document: Document): ItemReading {
  const missing = (field: string, message: string) => ({ refused: { field, message, isMissing: true } });
  const uri = uriOf(item);
  if (!isObject(item) || uri === undefined) return missing('identifier', 'the item states neither uri nor identifier');
  const long = keyFault(uri);
  if (long !== null) return { refused: { field: 'uri', message: long, isMissing: false } };
  const statement = plainOf(item, 'fullStatement');
  const [short, alternative] = [plainOf(item, 'abbreviatedStatement'), plainOf(item, 'alternativeLabel')];
  const code = textOf(item, 'humanCodingScheme');
  const names = [short, alternative, statement, code].filter((name) => name !== undefined);
  const label = names[0] === undefined ? undefined : cutAtWord(names[0], LABEL_AT_MOST);
  if (label === undefined) return missing('fullStatement', 'the item states no fullStatement and no other name');
  const unfit = labelFault(label);
  if (unfit !== null) return { refused: { field: 'fullStatement', message: unfit, isMissing: false } };
  const language = languageOf(item, document.language);
  const codeFault = keyFault(code ?? '');
  const aliases = [alternative, statement].filter(
    (name): name is string => name !== undefined && name !== label && name.length <= ALIAS_AT_MOST && !labelFault(name),
  );
  return {
    faults: codeFault === null ? [] : [{ field: 'humanCodingScheme', message: codeFault }],
    skill: {
      type: 'skill',
      place,
      kind: 'CFItem',
      key: uri,
      raw: item,
      uri,
      ...(code !== undefined && codeFault === null && { code }),
      skillKind: skillKindOf(textOf(item, 'CFItemType')),
      labels: { [language]: label },
      aliases: aliases.length === 0 ? {} : { [language]: [...new Set(aliases)] },
      descriptions: statement === undefined ? {} : { [language]: statement },
    },
  };
}

function plainOf(object: unknown, field: string): string | undefined {
  const text = plainText(textOf(object, field) ?? '');
  return text === '' ? undefined : text;
}

/**
 * The scale of a rubric's criterion: its levels from the lowest score to the highest. A criterion whose levels lack distinct scores
 * makes none: `position` is an order on paper, which as often begins with the best.
 */
export function scaleFrom(
  criterion: unknown,
  rubric: unknown,
  place: Place,
  document: Document,
): LevelScaleRecord | null {
  const uri = uriOf(criterion);
  const name = plainOf(criterion, 'category') ?? plainOf(criterion, 'description') ?? plainOf(rubric, 'title');
  if (uri === undefined || name === undefined || keyFault(uri) !== null) return null;
  const levels = listOf(criterion, 'CFRubricCriterionLevels').map((level) => ({
    score: Number(textOf(level, 'score') ?? Number.NaN),
    uri: uriOf(level),
    name: plainOf(level, 'quality') ?? plainOf(level, 'description'),
  }));
  const isOrdered = new Set(levels.map(({ score }) => score)).size === levels.length;
  if (levels.length < 2 || !isOrdered) return null;
  const texts = (text: string): LocalizedText => ({ [document.language]: text });
  const ranked = levels
    .sort((one, other) => one.score - other.score)
    .flatMap((level, index) => {
      if (level.name === undefined || !Number.isFinite(level.score)) return [];
      return [{ rank: index + 1, name: texts(level.name), ...(level.uri !== undefined && { uri: level.uri }) }];
    });
  if (ranked.length < levels.length) return null;
  return {
    type: 'level-scale',
    place,
    kind: 'CFRubricCriterion',
    key: uri,
    raw: criterion,
    uri,
    name: texts(name),
    levels: ranked,
  };
}
