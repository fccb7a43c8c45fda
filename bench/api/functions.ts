import postgres from 'postgres';

/** SQL functions PostGraphile shows as fields; they read the tables and change nothing. */
export async function addFunctions(databaseUrl: string): Promise<void> {
  const owner = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    for (const [table, column] of [
      ['credential', 'name'],
      ['organization', 'name'],
      ['skill', 'labels'],
    ] as const) {
      // PostGraphile takes `<table>_label(<table>)` for a field `label` of the table.
      await owner.unsafe(
        `create or replace function ${table}_label(row_ ${table}) returns text language sql stable as $$ select row_.${column} ->> 'en' $$`,
      );
    }
    await owner.unsafe(`
      create or replace function search_credentials(max_cost_cents int) returns setof credential language sql stable as $$
        select * from credential
        where cost_cents <= max_cost_cents and delivery_mode in ('ONLINE_ASYNC', 'HYBRID')
        order by cost_cents asc nulls last, id
      $$`);
  } finally {
    await owner.end();
  }
}
