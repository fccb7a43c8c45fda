import type { ReuseLevel, SkillKind } from '../../skills/skill.ts';
import { listIn, type TableRow } from '../csv.ts';
import type { Issue, Place } from '../format.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import type { OccupationRecord, SkillRecord } from '../record.ts';

/** ESCO `skillType`; blank on about half of the skills, which then stay UNSPECIFIED. */
const KINDS: ReadonlyMap<string, SkillKind> = new Map([
  ['skill/competence', 'SKILL'],
  ['knowledge', 'KNOWLEDGE'],
  ['language', 'LANGUAGE'],
  ['attitude', 'ATTITUDE'],
  ['', 'UNSPECIFIED'],
]);

const REUSE: ReadonlyMap<string, ReuseLevel> = new Map([
  ['transversal', 'TRANSVERSAL'],
  ['cross-sector', 'CROSS_SECTOR'],
  ['sector-specific', 'SECTOR_SPECIFIC'],
  ['occupation-specific', 'OCCUPATION_SPECIFIC'],
]);

/** A skill from its row, or the issue that keeps it out. */
export function skillFrom(row: TableRow, file: string, language: string): SkillRecord | Issue {
  const { cells, line } = row;
  const skillKind = KINDS.get(cells.skillType ?? '');
  const reuse = cells.reuseLevel ?? '';
  const reuseLevel = REUSE.get(reuse);
  const place: Place = { file, line };
  if (skillKind === undefined) return invalid(place, 'skillType', cells.skillType, [...KINDS.keys()]);
  if (reuse !== '' && reuseLevel === undefined) return invalid(place, 'reuseLevel', reuse, [...REUSE.keys()]);
  const concept = conceptFrom(row, file, language, 'skill');
  if ('severity' in concept) return concept;
  return { type: 'skill', ...concept, skillKind, ...(reuseLevel && { reuseLevel }) };
}

/** A heading of the skills hierarchy. */
export function skillGroupFrom(row: TableRow, file: string, language: string): SkillRecord | Issue {
  const concept = conceptFrom(row, file, language, 'skill-group');
  return 'severity' in concept ? concept : { type: 'skill', ...concept, skillKind: 'GROUP' };
}

export function occupationFrom(row: TableRow, file: string, language: string): OccupationRecord | Issue {
  const concept = conceptFrom(row, file, language, 'occupation');
  return 'severity' in concept ? concept : { type: 'occupation', ...concept, occupationKind: 'OCCUPATION' };
}

/** An ISCO heading of the occupations. */
export function occupationGroupFrom(row: TableRow, file: string, language: string): OccupationRecord | Issue {
  const concept = conceptFrom(row, file, language, 'occupation-group');
  return 'severity' in concept ? concept : { type: 'occupation', ...concept, occupationKind: 'GROUP' };
}

function conceptFrom({ cells, line }: TableRow, file: string, language: string, kind: string) {
  const place: Place = { file, line };
  const uri = (cells.conceptUri ?? '').trim();
  const label = (cells.preferredLabel ?? '').trim();
  if (uri === '') return missing(place, 'conceptUri');
  if (label === '') return { ...missing(place, 'preferredLabel'), record: { kind: `${kind}:${language}`, key: uri } };
  const code = (cells.code ?? '').trim();
  const description = (cells.description ?? '').trim();
  // Aliases stand one a line in ESCO's main files; hidden labels are misspellings people search for.
  const altLabels = listIn(cells.altLabels, '\n');
  const hiddenLabels = listIn(cells.hiddenLabels, '\n');
  const aliases = [...new Set([...altLabels, ...hiddenLabels])];
  const long =
    longIn('conceptUri', [uri], keyFault) ??
    longIn('code', [code], keyFault) ??
    longIn('preferredLabel', [label], labelFault) ??
    longIn('altLabels', altLabels, labelFault) ??
    longIn('hiddenLabels', hiddenLabels, labelFault);
  if (long) return { ...refused(place, long.column, long.fault), record: { kind: `${kind}:${language}`, key: uri } };
  return {
    kind: `${kind}:${language}`,
    key: uri,
    raw: cells,
    place,
    uri,
    ...(code !== '' && { code }),
    labels: { [language]: label },
    aliases: aliases.length > 0 ? { [language]: aliases } : {},
    descriptions: description === '' ? {} : { [language]: description },
  };
}

/** The first value of a column that is too long to be looked up. */
function longIn(column: string, values: readonly string[], faultOf: (value: string) => string | null) {
  for (const value of values) {
    const fault = faultOf(value);
    if (fault !== null) return { column, fault };
  }
  return null;
}

function missing(place: Place, column: string): Issue {
  const message = `${column} is empty; every concept needs one`;
  return { severity: 'ERROR', code: 'FIELD_MISSING', place: { ...place, column }, message };
}

function invalid(place: Place, column: string, raw: string | undefined, allowed: readonly string[]): Issue {
  const message = `"${raw}" is none of ${allowed.filter((value) => value !== '').join(', ')}`;
  return { ...refused(place, column, message), ...(raw !== undefined && { raw }) };
}

function refused(place: Place, column: string, message: string): Issue {
  return { severity: 'ERROR', code: 'FIELD_INVALID', place: { ...place, column }, message };
}
