import { closest } from 'fastest-levenshtein';
import { headerOf, plain } from '../csv.ts';
import type { Input, InputFault } from '../format.ts';
import { type MappedField, Mapping, TARGETS, UNITS } from './schema.ts';

/** A mapping that can be followed, or every fault of it. */
export type ReadMapping = { readonly mapping: Mapping } | { readonly faults: readonly InputFault[] };

const FILE = 'mapping';

function faultAt(pointer: string, message: string): InputFault {
  return { code: 'HEADER_INVALID', place: { file: FILE, pointer }, message: `mapping ${pointer || '/'}: ${message}` };
}

/** Reads a mapping file: all its faults, each at its place and with the nearest name there is. */
export function readMapping(text: string | undefined): ReadMapping {
  if (text === undefined)
    return { faults: [faultAt('', 'there is none; name one with --mapping, or as mapping of the source')] };
  let stated: unknown;
  try {
    stated = JSON.parse(text);
  } catch (error) {
    return { faults: [faultAt('', `it is not JSON (${error instanceof Error ? error.message : ''}); correct it`)] };
  }
  const read = Mapping.safeParse(stated);
  if (!read.success) return { faults: read.error.issues.flatMap(faultsOf) };
  const faults = [...fieldFaults(read.data), ...missingFaults(read.data)];
  return faults.length > 0 ? { faults } : { mapping: read.data };
}

function faultsOf(issue: { path: PropertyKey[]; message: string; code: string; errors?: unknown }): InputFault[] {
  const pointer = issue.path.map((part) => `/${String(part)}`).join('');
  // Of the two forms of a field, the object's faults say more.
  const inner = issue.code === 'invalid_union' && Array.isArray(issue.errors) ? issue.errors[1] : undefined;
  if (!Array.isArray(inner)) return [faultAt(pointer, issue.message)];
  return inner.map((each: { path: PropertyKey[]; message: string }) =>
    faultAt([pointer, ...each.path.map(String)].join('/'), each.message),
  );
}

function fieldFaults({ target, fields }: Mapping): InputFault[] {
  const columns: readonly string[] = TARGETS[target].columns;
  return Object.entries(fields).flatMap(([name, field]: [string, MappedField]) => {
    const at = `/fields/${name}`;
    if (!columns.includes(name)) {
      return [faultAt(at, `a ${target} has no field ${name}; do you mean ${closest(name, [...columns])}?`)];
    }
    const faults: InputFault[] = [];
    const units = UNITS[name];
    if (field.unit !== undefined && !units) faults.push(faultAt(`${at}/unit`, `${name} is no measure; leave unit out`));
    if (field.unit !== undefined && units && !(field.unit in units)) {
      faults.push(
        faultAt(`${at}/unit`, `"${field.unit}" is no unit of it; write one of ${Object.keys(units).join(', ')}`),
      );
    }
    if (field.dateFormat !== undefined && !isDateFormat(field.dateFormat)) {
      faults.push(faultAt(`${at}/dateFormat`, 'write YYYY, MM and DD once each, such as DD/MM/YYYY'));
    }
    return faults;
  });
}

function isDateFormat(format: string): boolean {
  return ['YYYY', 'MM', 'DD'].every((part) => format.split(part).length === 2);
}

function missingFaults({ target, fields }: Mapping): InputFault[] {
  return TARGETS[target].required
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => faultAt('/fields', `a ${target} needs ${name}; map a column to it, or state a constant`));
}

/** Columns a mapping reads that a file's header lacks, each with the nearest the header has. */
export async function headerFaults({ fields }: Mapping, input: Input): Promise<InputFault[]> {
  const faults: InputFault[] = [];
  for (const file of input.files) {
    const header = (await headerOf(file)).map(plain);
    const held = new Set(header.map((name) => name.toLowerCase()));
    for (const [name, field] of Object.entries(fields) as [string, MappedField][]) {
      if (field.column === undefined || held.has(plain(field.column).toLowerCase())) continue;
      const nearest = header.length > 0 ? `; do you mean "${closest(field.column, header)}"?` : '; it is empty';
      faults.push(faultAt(`/fields/${name}/column`, `${file.name} has no column "${field.column}"${nearest}`));
    }
  }
  return faults;
}
