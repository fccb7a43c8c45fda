import type { SkillKind } from '../../skills/skill.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import { CANADA_NOTICE, NOC } from '../noc/codes.ts';
import type {
  FrameworkRecord,
  LevelScaleRecord,
  OccupationCrosswalkRecord,
  OccupationRecord,
  OccupationSkillRecord,
  SkillRecord,
} from '../record.ts';
import type { RowReader } from '../row-reader.ts';
import type { Matrix } from './schema.ts';

const OASIS = 'https://noc.esdc.gc.ca/Oasis';
const LEVELS = `${OASIS}/levels`;
export const profileUri = (code: string) => `${OASIS}/OasisProfile?code=${code}`;
/** OaSIS names its descriptors by words alone: their name is made of the domain and the words. */
export const descriptorUri = (domain: string, name: string) =>
  `${OASIS}/descriptors/${domain}#${encodeURIComponent(name.toLowerCase())}`;

/** From here on OaSIS calls a level moderate. Source: OaSIS, rating scales of 0 to 5. */
const ESSENTIAL_FROM = 3;

/** What a descriptor of a domain is; undefined for what is no competency, which is kept. */
export const DOMAIN_KINDS: Readonly<Record<string, SkillKind>> = {
  skills: 'SKILL',
  abilities: 'ABILITY',
  knowledge: 'KNOWLEDGE',
  'personal-attributes': 'ATTITUDE',
  'work-activities': 'TASK',
};

export function frameworkRecord(code: string, version: string, file: string): FrameworkRecord {
  return {
    ...{ type: 'framework', place: { file }, code, version, uri: OASIS, attribution: CANADA_NOTICE },
    name: {
      en: 'Occupational and Skills Information System (OaSIS)',
      fr: 'Système d’information sur les professions et les compétences (SIPeC)',
    },
  };
}

export function levelScaleRecord(file: string): LevelScaleRecord {
  const levels = Array.from({ length: 6 }, (_, rank) => ({
    ...{ rank, uri: `${LEVELS}#${rank}`, name: { en: `Level ${rank} of 5`, fr: `Niveau ${rank} sur 5` } },
  }));
  const facts = { uri: LEVELS, name: { en: 'OaSIS level', fr: 'Niveau SIPeC' }, levels };
  return { type: 'level-scale', kind: 'level-scale', key: LEVELS, raw: facts, place: { file }, ...facts };
}

/**
 * The code of a profile, five digits, a point and two. One that was read as a number (`10.0`, `14111`, `10.01` for `00010.01`) is
 * put right: what stands before the point is the unit group, and what follows its variant, whose last zero was lost.
 */
export function profileCode(row: RowReader, column: string): string {
  const stated = row.required(column);
  const [, group, variant = ''] = /^(\d{1,5})(?:[.,](\d{1,2}))?$/u.exec(stated) ?? [];
  if (group === undefined) {
    if (stated !== '') row.refuse(column, 'FIELD_INVALID', `"${stated}" is no OaSIS code such as 00010.00`);
    return stated;
  }
  const code = `${group.padStart(5, '0')}.${variant.padEnd(2, '0')}`;
  if (code !== stated) {
    row.doubt(
      column,
      `the code was read as a number: ${stated} is taken for ${code}; export the column as text`,
      stated,
    );
  }
  return code;
}

export function profileFrom(row: RowReader, matrix: Matrix): OccupationRecord {
  const code = profileCode(row, matrix.codeColumn);
  const label = matrix.labelColumn === undefined ? undefined : row.text(matrix.labelColumn);
  if (label !== undefined) row.refuseLong(matrix.labelColumn ?? '', label, labelFault);
  const uri = profileUri(code);
  const raw = { code, label: label ?? code };
  return {
    ...{ type: 'occupation', kind: `occupation:${matrix.language}`, key: uri, raw, place: row.place, uri, code },
    occupationKind: 'OCCUPATION',
    labels: { [matrix.language]: label ?? code },
    aliases: {},
    descriptions: {},
  };
}

export function descriptorFrom(matrix: Matrix, name: string, skillKind: SkillKind, file: string): SkillRecord | null {
  const uri = descriptorUri(matrix.domain, name);
  if (keyFault(uri) !== null || labelFault(name) !== null) return null;
  const raw = { domain: matrix.domain, name };
  return {
    ...{ type: 'skill', kind: `skill:${matrix.language}`, key: uri, raw, place: { file, line: 1, column: name } },
    ...{ uri, skillKind, labels: { [matrix.language]: name }, aliases: {}, descriptions: {} },
  };
}

/** A profile's level of a descriptor: essential from 3 on; 0 says that it is not needed, which is not the same as no cell. */
export function needFrom(row: RowReader, matrix: Matrix, code: string, name: string): OccupationSkillRecord | null {
  const level = row.number(name, { min: 0, max: 5 });
  if (level === undefined) return null;
  const relation = level === 0 ? 'NOT_NEEDED' : level >= ESSENTIAL_FROM ? 'ESSENTIAL' : 'OPTIONAL';
  return {
    ...{ type: 'occupation-skill', place: { ...row.place, column: name }, relation },
    ...{
      from: profileUri(code),
      to: descriptorUri(matrix.domain, name),
      columns: { from: matrix.codeColumn, to: name },
    },
    level: { scaleUri: LEVELS, value: level },
  };
}

/** A profile is a variant of the NOC unit group its code begins with, which the code itself states: surely under it. */
export function unitGroupOf(row: RowReader, code: string): OccupationCrosswalkRecord {
  return {
    ...{ type: 'occupation-crosswalk', place: row.place, kind: 'BROADER', confidence: 1, vintage: 'NOC 2021' },
    from: { ref: profileUri(code) },
    to: { framework: NOC, ref: code.slice(0, 5) },
  };
}
