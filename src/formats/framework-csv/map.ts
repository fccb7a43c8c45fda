import { REUSE_LEVELS, SKILL_KINDS, type SkillRelationKind } from '../../skills/skill.ts';
import type { Input } from '../format.ts';
import { labelFault } from '../key-fault.ts';
import type { FrameworkRecord, SkillRecord, SkillRelationRecord } from '../record.ts';
import type { RowReader } from '../row-reader.ts';

const LANGUAGES = ['en', 'fr'] as const;

/** Columns that hold URIs of other skills, as SKOS names the relation, and what each becomes. */
const RELATIONS: readonly (readonly [column: string, kind: SkillRelationKind, isCrosswalk: boolean])[] = [
  ['broader', 'BROADER', false],
  ['exact_match', 'EXACT', true],
  ['close_match', 'CLOSE', true],
  ['broad_match', 'BROADER', true],
  ['related_match', 'RELATED', true],
];

/** The framework of a row, unless the input's owner says which one and which version it is. */
export function frameworkFrom(row: RowReader, input: Input): FrameworkRecord {
  const code = input.framework ?? row.required('framework_code');
  const name = textsOf(row, 'framework_name');
  const version = input.frameworkVersion ?? row.text('framework_version') ?? 'unknown';
  row.refuseLong('framework_code', code);
  row.refuseLong('framework_version', version);
  return {
    type: 'framework',
    place: { file: input.name },
    code,
    name: Object.keys(name).length > 0 ? name : { en: code },
    version,
  };
}

export function skillFrom(row: RowReader): SkillRecord {
  const uri = row.required('uri');
  const labels = textsOf(row, 'label');
  if (Object.keys(labels).length === 0) {
    row.refuse('label_en', 'FIELD_MISSING', 'label_en and label_fr are both empty; state one');
  }
  row.refuseLong('uri', uri);
  for (const language of LANGUAGES) {
    row.refuseLong(`label_${language}`, row.text(`label_${language}`) ?? '', labelFault);
  }
  const code = row.text('code');
  row.refuseLong('code', code ?? '');
  const reuseLevel = row.choice('reuse_level', REUSE_LEVELS);
  const aliases = LANGUAGES.map((language) => [language, row.keys(`aliases_${language}`, labelFault)] as const);
  return {
    type: 'skill',
    kind: 'skill',
    key: uri,
    raw: row.raw,
    place: row.place,
    uri,
    ...(code !== undefined && { code }),
    skillKind: row.choice('kind', SKILL_KINDS) ?? 'UNSPECIFIED',
    ...(reuseLevel && { reuseLevel }),
    labels,
    aliases: Object.fromEntries(aliases.filter(([, list]) => list.length > 0)),
    descriptions: textsOf(row, 'description'),
  };
}

export function relationsFrom(row: RowReader): SkillRelationRecord[] {
  const from = row.text('uri') ?? '';
  return RELATIONS.flatMap(([column, kind, isCrosswalk]) =>
    row.keys(column).map(
      (to): SkillRelationRecord => ({
        type: 'skill-relation',
        place: row.place,
        from,
        to,
        columns: { from: 'uri', to: column },
        kind,
        isCrosswalk,
      }),
    ),
  );
}

function textsOf(row: RowReader, column: string): Record<string, string> {
  const stated = LANGUAGES.map((language) => [language, row.text(`${column}_${language}`)] as const);
  return Object.fromEntries(stated.flatMap(([language, text]) => (text === undefined ? [] : [[language, text]])));
}
