import type { Sql } from 'postgres';

/** Columns that two equal hubs may differ in: numbers the database made, and moments. */
const ACCIDENTAL = [
  ...['id', 'created_at', 'updated_at', 'tombstoned_at', 'imported_at', 'first_run_id', 'changed_run_id', 'source_id'],
  ...[
    'provider_id',
    'publisher_id',
    'source_record_id',
    'framework_id',
    'framework_version_id',
    'scale_id',
    'program_id',
  ],
  ...['credential_id', 'skill_id', 'occupation_id', 'from_id', 'to_id', 'broader_id', 'learner_id'],
];

const skill = (id: string) => `(select uri from skill where id = t.${id})`;
const occupation = (id: string) => `(select uri from occupation where id = t.${id})`;
const credential = (id: string) => `(select uri from credential where id = t.${id})`;

/** What stands in the place of those numbers, by table. */
const TABLES: Readonly<Record<string, string>> = {
  organization: `t.tombstoned_at is not null`,
  framework: `''`,
  framework_version: `(select code from framework where id = t.framework_id)`,
  skill: `(select code from framework where id = t.framework_id),
          (select version from framework_version where id = t.framework_version_id),
          (select kind || ' ' || key from source_record where id = t.source_record_id), t.tombstoned_at is not null`,
  occupation: `(select code from framework where id = t.framework_id),
          (select version from framework_version where id = t.framework_version_id),
          (select kind || ' ' || key from source_record where id = t.source_record_id), t.tombstoned_at is not null`,
  skill_relation: `${skill('from_id')}, ${skill('to_id')}`,
  occupation_relation: `${occupation('from_id')}, ${occupation('broader_id')}`,
  occupation_skill: `${occupation('occupation_id')}, ${skill('skill_id')}`,
  credential: `(select uri from organization where id = t.provider_id), t.tombstoned_at is not null`,
  credential_skill: `${credential('credential_id')}, ${skill('skill_id')}`,
  credential_relation: `${credential('from_id')}, ${credential('to_id')}`,
  offering: credential('credential_id'),
  endorsement: credential('credential_id'),
  prior_learning_policy: credential('credential_id'),
  funding_eligibility: `${credential('credential_id')}, (select code from funding_program where id = t.program_id)`,
  level_scale: `''`,
  level: `(select uri from level_scale where id = t.scale_id)`,
  source_record: `t.tombstoned_at is not null`,
  badge: `''`,
};

/** Everything imports fill the hub with, by table, in an order of its own: equal for hubs that hold the same. */
export async function hubContents(sql: Sql): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const [table, names] of Object.entries(TABLES)) {
    const rows = await sql.unsafe<{ row: string }[]>(
      `select jsonb_build_array(to_jsonb(t) - '{${ACCIDENTAL.join(',')}}'::text[], ${names})::text as row from ${table} t`,
    );
    contents[table] = rows.map(({ row }) => row).sort();
  }
  return contents;
}

/** `hubContents` without what is gone: of a table that marks what is gone, and of what hangs on it. */
export async function livingContents(sql: Sql): Promise<Record<string, string[]>> {
  const contents = await hubContents(sql);
  const marked = ['organization', 'skill', 'occupation', 'credential', 'source_record'];
  for (const table of marked) contents[table] = (contents[table] ?? []).filter((row) => row.endsWith(', false]'));
  return contents;
}
