import type { OccupationCrosswalkKind } from '../../skills/skill.ts';
import { keyFault } from '../key-fault.ts';
import type { OccupationCrosswalkRecord, OccupationRef, SkillRelationRecord } from '../record.ts';
import type { RowReader } from '../row-reader.ts';

/** What a crosswalk states of a pair of concepts. */
export type Mapping = OccupationCrosswalkRecord | SkillRelationRecord;

/** Maps a row; a fault is noted on the row, whose refusal leaves it out. `onShortCode` is told a code that lost its zeros. */
export type MapRow = (row: RowReader, file: string, onShortCode: (code: string, read: string) => void) => Mapping;

/**
 * Confidence of a table that gives none. An expert's pair, but one of about three that its occupation has: close, not the same.
 */
const EXPERT_PAIR = 0.8;
/** Nesta's three levels of confidence, an order and no measure; 2 is the highest. Source: README of the crosswalk. */
const NESTA: Readonly<Record<string, number>> = { '2': 0.95, '1': 0.8, '0.5': 0.5 };
/** `partial`: only a part of the one occupation is in the other; `approximate`: the table's makers chose the nearest heading. */
const SOC_ISCO: Readonly<Record<string, { kind: OccupationCrosswalkKind; confidence: number }>> = {
  direct: { kind: 'EXACT', confidence: 0.95 },
  approximate: { kind: 'CLOSE', confidence: 0.6 },
  partial: { kind: 'CLOSE', confidence: 0.5 },
};
/** SKOS mapping properties, and the confidence of a row that gives none: a mapping somebody published, surest where it says exact. */
const SKOS: Readonly<Record<string, { kind: OccupationCrosswalkKind; confidence: number }>> = {
  exactmatch: { kind: 'EXACT', confidence: 1 },
  closematch: { kind: 'CLOSE', confidence: 0.8 },
  broadmatch: { kind: 'BROADER', confidence: 0.8 },
  narrowmatch: { kind: 'NARROWER', confidence: 0.8 },
  relatedmatch: { kind: 'RELATED', confidence: 0.5 },
};

/** NOC 2021 to O*NET. */
export const nocOnetFrom: MapRow = (row, file, onShortCode) =>
  edge(row, 'noc', 'onet', {
    from: { framework: 'noc', ref: nocCode(row, onShortCode) },
    to: { framework: 'onet', ref: onetCode(row, 'onet') },
    kind: 'CLOSE',
    confidence: EXPERT_PAIR,
    vintage: vintageOf(file) ?? 'NOC 2021',
  });

/** ESCO occupations to O*NET, in codes of the taxonomy of 2010, some of which later releases no longer have. */
export const escoOnetFrom: MapRow = (row, file) => {
  const stated = row.required('confidence');
  const confidence = NESTA[String(Number(stated))];
  if (confidence === undefined && stated !== '') {
    row.refuse('confidence', 'FIELD_INVALID', `"${stated}" is none of 2, 1 and 0.5`);
  }
  return edge(row, 'concept_uri', 'onet_code', {
    from: { ref: row.required('concept_uri') },
    to: { framework: 'onet', ref: onetCode(row, 'onet_code') },
    kind: 'CLOSE',
    confidence: confidence ?? 0,
    vintage: [/[A-Z][a-z]{2}\d{4}/u.exec(file)?.[0], 'O*NET-SOC 2010'].filter(Boolean).join(', '),
  });
};

/** SOC to ISCO-08, whose headings ESCO holds. A SOC code is the O*NET-SOC code that ends in `.00`. Source: O*NET-SOC Taxonomy. */
export const socIscoFrom: MapRow = (row) => {
  const type = row.required('mapping_type').toLowerCase();
  const mapped = SOC_ISCO[type];
  if (!mapped && type !== '') {
    row.refuse('mapping_type', 'FIELD_INVALID', `"${type}" is none of ${Object.keys(SOC_ISCO).join(', ')}`);
  }
  const isco = code(row, 'isco08_code', /^\d{1,4}$/u, 'an ISCO-08 code such as 2511');
  return edge(row, 'soc_code', 'isco08_code', {
    from: { framework: 'onet', ref: `${code(row, 'soc_code', /^\d{2}-\d{4}$/u, 'a SOC code such as 15-1252')}.00` },
    to: { ref: `http://data.europa.eu/esco/isco/C${isco}` },
    kind: mapped?.kind ?? 'RELATED',
    confidence: mapped?.confidence ?? 0,
    vintage: 'SOC 2010, ISCO-08',
  });
};

/**
 * A SKOS mapping. `concept` says `skill` or `occupation`; where it does not, an address of ESCO's occupations or ISCO headings is
 * an occupation's, and all else a skill's. A side with a framework is a code in it (occupations only).
 */
export const skosFrom: MapRow = (row) => {
  const predicate = row.required('predicate');
  const mapped = SKOS[(/[^#/:]+$/u.exec(predicate)?.[0] ?? '').toLowerCase()];
  if (!mapped && predicate !== '') {
    const known = 'skos:exactMatch, skos:closeMatch, skos:broadMatch, skos:narrowMatch and skos:relatedMatch';
    row.refuse('predicate', 'FIELD_INVALID', `"${predicate}" is none of ${known}`);
  }
  const kind = mapped?.kind ?? 'RELATED';
  const confidence = row.number('confidence', { min: 0, max: 1 }) ?? mapped?.confidence ?? 0;
  const vintage = row.text('vintage');
  const [from, to] = [sideOf(row, 'subject'), sideOf(row, 'object')];
  const facts = { confidence, ...(vintage !== undefined && { vintage }) };
  if (isOccupation(row, from, to)) return edge(row, 'subject', 'object', { from, to, kind, ...facts });
  for (const column of ['subject_framework', 'object_framework']) {
    if (row.text(column)) row.refuse(column, 'FIELD_INVALID', 'skills are named by URI; leave the framework empty');
  }
  // "A narrowMatch B" says that A is B's broader one, which is stored from B.
  const isNarrower = kind === 'NARROWER';
  const [near, far] = isNarrower ? [to.ref, from.ref] : [from.ref, to.ref];
  return {
    type: 'skill-relation',
    place: row.place,
    ...{ from: near, to: far, kind: isNarrower ? 'BROADER' : kind, isCrosswalk: true, raw: row.raw },
    columns: isNarrower ? { from: 'object', to: 'subject' } : { from: 'subject', to: 'object' },
    ...facts,
  };
};

function sideOf(row: RowReader, column: 'subject' | 'object'): OccupationRef {
  const framework = row.text(`${column}_framework`);
  return { ref: row.required(column), ...(framework !== undefined && { framework }) };
}

function isOccupation(row: RowReader, from: OccupationRef, to: OccupationRef): boolean {
  const stated = row.choice('concept', ['SKILL', 'OCCUPATION']);
  if (stated) return stated === 'OCCUPATION';
  return [from, to].some(({ framework, ref }) => framework !== undefined || /\/esco\/(?:occupation|isco)\//u.test(ref));
}

function edge(
  row: RowReader,
  fromColumn: string,
  toColumn: string,
  facts: Omit<OccupationCrosswalkRecord, 'type' | 'place' | 'raw'>,
): OccupationCrosswalkRecord {
  row.refuseLong(fromColumn, facts.from.ref, keyFault);
  row.refuseLong(toColumn, facts.to.ref, keyFault);
  return { type: 'occupation-crosswalk', place: row.place, ...facts, raw: row.raw };
}

function code(row: RowReader, column: string, form: RegExp, what: string): string {
  const stated = row.required(column);
  if (stated !== '' && !form.test(stated)) row.refuse(column, 'FIELD_INVALID', `"${stated}" is not ${what}`);
  return stated;
}

function onetCode(row: RowReader, column: string): string {
  return code(row, column, /^\d{2}-\d{4}\.\d{2}$/u, 'an O*NET-SOC code such as 15-1252.00');
}

/** A unit group of the NOC has five digits; a spreadsheet that took it for a number left out the zeros in front. */
function nocCode(row: RowReader, onShortCode: (code: string, read: string) => void): string {
  const stated = code(row, 'noc', /^\d{1,5}$/u, 'a NOC code such as 00010');
  const padded = stated.padStart(5, '0');
  if (/^\d{1,4}$/u.test(stated)) onShortCode(stated, padded);
  return padded;
}

/** Versions that a file's name states: `noc2021_onet26.csv`. */
function vintageOf(file: string): string | undefined {
  const [, noc, onet] = /noc_?(\d{4})\D+onet_?([\d.]*\d)/iu.exec(file) ?? [];
  return noc === undefined ? undefined : `NOC ${noc}, O*NET ${onet}`;
}

/** Names the pair and its kind: what a row of a crosswalk is known by. */
export function nameOf(mapping: Mapping): string {
  const end = (ref: OccupationRef | string) => (typeof ref === 'string' ? ref : `${ref.framework ?? ''} ${ref.ref}`);
  return `${mapping.type} ${mapping.kind} ${end(mapping.from)} ${end(mapping.to)}`;
}
