import { isObject } from '../badge-packaging/object.ts';
import { identifierOf } from '../case/identifier.ts';
import { cutAtWord } from '../cut-at-word.ts';
import { plainText } from '../html-text.ts';
import { listOf, textOf } from '../json-value.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import type { Place, SkillRecord, SkillRelationRecord } from '../record.ts';

const LABEL_AT_MOST = 120;
const ADDRESS = /^https?:\/\//iu;

/** What identifies an RSD: its canonical URL, else its UUID, else what it says. */
export function rsdUri(url: string | undefined, uuid: string | undefined, name: string, statement: string): string {
  return url ?? `urn:uuid:${uuid ?? identifierOf(`rsd ${name} ${statement} `)}`;
}

export interface Stated {
  readonly url: string | undefined;
  readonly uuid: string | undefined;
  readonly name: string | undefined;
  readonly statement: string | undefined;
}

/** An RSD's skill, or what keeps it from being one. Keywords are what it is about, not what it is called: they are no aliases. */
export function skillOf(stated: Stated, raw: unknown, place: Place): SkillRecord | { readonly fault: string } {
  const statement = plainText(stated.statement ?? '');
  const label = cutAtWord(plainText(stated.name ?? '') || statement, LABEL_AT_MOST);
  if (label === '') return { fault: 'it states neither a skill name nor a skill statement; state both' };
  const uri = rsdUri(stated.url, stated.uuid, label, statement);
  const fault = keyFault(uri) ?? labelFault(label);
  if (fault !== null) return { fault };
  return {
    ...{
      type: 'skill',
      place,
      kind: 'rsd',
      key: uri,
      raw,
      uri,
      skillKind: 'SKILL',
      labels: { en: label },
      aliases: {},
    },
    descriptions: statement === '' ? {} : { en: statement },
  };
}

/** An alignment to what has an address. It says that two skills go together, not that they are equal: CLOSE. */
export function alignmentOf(from: string, to: string, place: Place, column: string): SkillRelationRecord {
  return {
    ...{ type: 'skill-relation', place, from, to, columns: { from: 'id', to: column } },
    ...{ kind: 'CLOSE', isCrosswalk: true },
  };
}

/** Whether an alignment's target can be linked: an address, and one that can be looked up. */
export function isLinkable(target: string | undefined): target is string {
  return target !== undefined && ADDRESS.test(target) && keyFault(target) === null;
}

export function skillFromJson(value: unknown, place: Place): SkillRecord | { readonly fault: string } {
  if (!isObject(value)) return { fault: 'it is no object; a list of RSDs holds them whole' };
  const stated = { url: textOf(value, 'id'), uuid: textOf(value, 'uuid') };
  return skillOf(
    {
      ...stated,
      name: textOf(value, 'skillName') ?? textOf(value, 'name'),
      statement: textOf(value, 'skillStatement'),
    },
    value,
    place,
  );
}

/** Targets of `alignments`, in the form with `skillName` and the older one with `name`; what has no address is only in the record. */
export function relationsFromJson(value: unknown, uri: string, place: Place): SkillRelationRecord[] {
  const targets = listOf(value, 'alignments').flatMap((alignment) => {
    const target = textOf(alignment, 'id');
    return isLinkable(target) && target !== uri ? [target] : [];
  });
  return [...new Set(targets)].map((target) => alignmentOf(uri, target, place, 'alignments'));
}
