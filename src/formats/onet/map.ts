import type { OccupationSkillRelation, SkillKind } from '../../skills/skill.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import type {
  FrameworkRecord,
  KeptRecord,
  LevelScaleRecord,
  OccupationRecord,
  OccupationSkillRecord,
  SkillRecord,
  SkillRelationRecord,
} from '../record.ts';
import type { RowReader } from '../row-reader.ts';
import { NAMING_COLUMNS } from './schema.ts';

/**
 * Names of what O*NET names by numbers. Occupations and elements go by their pages at O*NET OnLine, which is what credentials and
 * badges align to; what has no page of its own, by a fragment of the database's.
 */
export const ONET = 'https://www.onetcenter.org/database.html';
const PAGES = 'https://www.onetonline.org';
export const occupationUri = (code: string) => `${PAGES}/link/summary/${code}`;
export const elementUri = (id: string) => `${PAGES}/find/descriptor/result/${id}`;
export const taskUri = (id: string) => `${ONET}#task-${id}`;
export const commodityUri = (code: string) => `${ONET}#commodity-${code}`;
export const technologyUri = (name: string) => `${ONET}#technology-${encodeURIComponent(name)}`;
const LEVELS = `${ONET}#scale-LV`;

/** From here on O*NET calls an element important. Source: O*NET scale IM, anchors "3 = Important". */
const ESSENTIAL_FROM = 3;
/** An estimate O*NET recommends not to use, for too few or too diverse answers, is worth half. */
const SUPPRESSED = 0.5;

/** What kind of competency an element is, by its place in the Content Model; undefined where it is none. */
export function elementKind(id: string): SkillKind | undefined {
  const [, place] = /^(\d+\.[A-Z])(?:\.|$)/u.exec(id) ?? [];
  return KINDS.get(place ?? '');
}

const KINDS: ReadonlyMap<string, SkillKind> = new Map([
  ['1.A', 'ABILITY'],
  ['1.C', 'ATTITUDE'],
  ['1.D', 'ATTITUDE'],
  ['2.A', 'SKILL'],
  ['2.B', 'SKILL'],
  ['2.C', 'KNOWLEDGE'],
  ['4.A', 'TASK'],
]);

export function frameworkRecord(code: string, version: string, file: string): FrameworkRecord {
  return {
    type: 'framework',
    place: { file },
    code,
    name: { en: 'O*NET (Occupational Information Network)' },
    version,
    uri: ONET,
    attribution: `This service includes information from the O*NET${version === 'unknown' ? '' : ` ${version}`} Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA.`,
  };
}

/** O*NET's scale of the level needed. Its anchors differ from element to element, so that its levels have numbers only. */
export function levelScaleRecord(file: string): LevelScaleRecord {
  const levels = Array.from({ length: 8 }, (_, rank) => ({
    ...{ rank, uri: `${LEVELS}-${rank}`, name: { en: `Level ${rank} of 7`, fr: `Niveau ${rank} sur 7` } },
  }));
  const facts = { uri: LEVELS, name: { en: 'O*NET level (LV)', fr: 'Niveau O*NET (LV)' }, levels };
  return { type: 'level-scale', kind: 'level-scale', key: LEVELS, raw: facts, place: { file }, ...facts };
}

/** A cell's text; `n/a`, which O*NET writes into any cell, states nothing. */
export function textOf(row: RowReader, column: string): string | undefined {
  const text = row.text(column);
  return text?.toLowerCase() === 'n/a' ? undefined : text;
}

export function occupationCode(row: RowReader): string {
  const code = row.required('O*NET-SOC Code');
  if (code !== '' && !/^\d{2}-\d{4}\.\d{2}$/u.test(code)) {
    row.refuse('O*NET-SOC Code', 'FIELD_INVALID', `"${code}" is not an O*NET-SOC code such as 15-1252.00`);
  }
  return code;
}

export function occupationFrom(row: RowReader): OccupationRecord {
  const code = occupationCode(row);
  const description = textOf(row, 'Description');
  const uri = occupationUri(code);
  return {
    ...{ type: 'occupation', kind: 'occupation', key: uri, raw: row.raw, place: row.place, uri, code },
    occupationKind: 'OCCUPATION',
    labels: { en: labelIn(row, 'Title') },
    aliases: {},
    descriptions: description === undefined ? {} : { en: description },
  };
}

function labelIn(row: RowReader, column: string): string {
  const label = row.required(column);
  row.refuseLong(column, label, labelFault);
  return label;
}

function skill(
  row: RowReader,
  kind: string,
  uri: string,
  facts: {
    readonly skillKind: SkillKind;
    readonly label: string;
    readonly code?: string;
    readonly description?: string;
  },
  raw: unknown,
): SkillRecord {
  return {
    ...{ type: 'skill', kind, key: uri, raw, place: row.place, uri, skillKind: facts.skillKind },
    ...(facts.code !== undefined && { code: facts.code }),
    labels: { en: facts.label },
    aliases: {},
    descriptions: facts.description === undefined ? {} : { en: facts.description },
  };
}

/** An element of the Content Model from a row that rates it; its description stands in another table. */
export function elementFrom(row: RowReader, skillKind: SkillKind, description?: string): SkillRecord {
  const id = row.required('Element ID');
  const label = labelIn(row, 'Element Name');
  const raw = {
    'Element ID': id,
    'Element Name': label,
    ...(description !== undefined && { Description: description }),
  };
  return skill(
    row,
    'element',
    elementUri(id),
    { skillKind, label, code: id, ...(description !== undefined && { description }) },
    raw,
  );
}

export function commodityFrom(row: RowReader): SkillRecord {
  const code = row.required('Commodity Code');
  const label = labelIn(row, 'Commodity Title');
  const raw = { 'Commodity Code': code, 'Commodity Title': label };
  return skill(row, 'commodity', commodityUri(code), { skillKind: 'SKILL', label, code }, raw);
}

export function technologyFrom(row: RowReader): SkillRecord {
  const label = labelIn(row, 'Example');
  row.refuseLong('Example', technologyUri(label), keyFault);
  return skill(row, 'technology', technologyUri(label), { skillKind: 'SKILL', label }, { Example: label });
}

export function taskFrom(row: RowReader): SkillRecord {
  const id = row.required('Task ID');
  const { 'O*NET-SOC Code': _occupation, 'Task Type': _type, ...raw } = row.raw;
  return skill(row, 'task', taskUri(id), { skillKind: 'TASK', label: labelIn(row, 'Task'), code: id }, raw);
}

/** A piece of software lies under its commodity, or under several. */
export function technologyRelation(row: RowReader): SkillRelationRecord {
  return {
    ...{ type: 'skill-relation', kind: 'BROADER', isCrosswalk: false, place: row.place },
    from: technologyUri(row.required('Example')),
    to: commodityUri(row.required('Commodity Code')),
    columns: { from: 'Example', to: 'Commodity Code' },
  };
}

function needs(row: RowReader, to: string, column: string, relation: OccupationSkillRelation): OccupationSkillRecord {
  const from = occupationUri(occupationCode(row));
  return {
    ...{ type: 'occupation-skill', place: row.place, from, to, relation },
    columns: { from: 'O*NET-SOC Code', to: column },
  };
}

/** Essential where employers' postings often ask for it. Source: O*NET `In Demand`. */
export function technologyNeed(row: RowReader): OccupationSkillRecord {
  const relation = row.text('In Demand') === 'Y' ? 'ESSENTIAL' : 'OPTIONAL';
  return { ...needs(row, technologyUri(row.required('Example')), 'Example', relation), raw: row.raw };
}

export function commodityNeed(row: RowReader): OccupationSkillRecord {
  return needs(row, commodityUri(row.required('Commodity Code')), 'Commodity Code', 'OPTIONAL');
}

/** Core tasks are essential; supplemental ones, and those O*NET has not rated, are not. Source: O*NET `Task Type`. */
export function taskNeed(row: RowReader): OccupationSkillRecord {
  const relation = textOf(row, 'Task Type') === 'Core' ? 'ESSENTIAL' : 'OPTIONAL';
  return { ...needs(row, taskUri(row.required('Task ID')), 'Task ID', relation), raw: row.raw };
}

/**
 * One occupation and element, from its rows of importance (`IM`, 1 to 5) and level (`LV`, 0 to 7). Essential from an importance of 3
 * on; not needed where O*NET says that the level is not relevant; of half the confidence where it recommends to suppress either.
 */
export function elementNeed(rows: readonly RowReader[]): OccupationSkillRecord | null {
  const [first] = rows;
  if (!first) return null;
  const ratingOn = (scale: string) => {
    const row = rows.find((each) => each.text('Scale ID') === scale);
    return row && textOf(row, 'Data Value') !== undefined ? Number(textOf(row, 'Data Value')) : undefined;
  };
  const [importance, level] = [ratingOn('IM'), ratingOn('LV')];
  const isFlagged = (column: string) => rows.some((row) => row.text(column) === 'Y');
  const essential = importance !== undefined && importance >= ESSENTIAL_FROM ? 'ESSENTIAL' : 'OPTIONAL';
  const relation = isFlagged('Not Relevant') ? 'NOT_NEEDED' : essential;
  return {
    ...needs(first, elementUri(first.required('Element ID')), 'Element ID', relation),
    ...(isFlagged('Recommend Suppress') && { confidence: SUPPRESSED }),
    ...(importance !== undefined && { importance }),
    ...(level !== undefined && { level: { scaleUri: LEVELS, value: level } }),
    raw: rows.map((row) => row.raw),
  };
}

/** A row of a table the hub has no place for, such as education or job zones. */
export function keptFrom(row: RowReader, table: string): KeptRecord {
  const naming = NAMING_COLUMNS.map((column) => row.text(column)).filter((part) => part !== undefined);
  const key = (naming.length > 0 ? naming : Object.values(row.raw)).join('|');
  if (keyFault(key) !== null) row.refuse(Object.keys(row.raw)[0] ?? '', 'FIELD_INVALID', keyFault(key) ?? '');
  return { type: 'kept', kind: table, key, raw: row.raw, place: row.place };
}
