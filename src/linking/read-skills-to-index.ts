import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/columns.ts';
import type { FrameworkId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import type { Concept, ConceptLabel } from '../ranker/ranker.ts';

const PAGE = 1_000;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly uri: string;
  readonly code: string | null;
  readonly labels: LocalizedText;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly descriptions: LocalizedText;
  readonly broader: readonly number[];
}

/** The skills of a framework as its index is built of them, some at a time, by id. Headings are no skills that words could mean. */
export async function* readSkillsToIndex(db: Db, frameworkId: FrameworkId): AsyncGenerator<Concept[]> {
  let after = 0;
  for (;;) {
    const rows = await query<Row>(
      db,
      sql`select id, uri, code, labels, aliases, descriptions,
                 array_to_json(array(select to_id from skill_relation edge
                                     where edge.from_id = skill.id and edge.kind = 'BROADER' and to_id is not null
                                     order by to_id)) as broader
          from skill where framework_id = ${frameworkId} and tombstoned_at is null and kind <> 'GROUP' and id > ${after}
          order by id limit ${PAGE}`,
    );
    if (rows.length > 0) yield rows.map(conceptOf);
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)?.id);
  }
}

function conceptOf({ id, uri, code, labels, aliases, descriptions, broader }: Row): Concept {
  const named = (text: string, language: string, isPreferred: boolean): ConceptLabel => ({
    text,
    language,
    isPreferred,
  });
  return {
    ...{ id: Number(id), uri, code, broader },
    labels: [
      ...Object.entries(labels).map(([language, text]) => named(text, language, true)),
      ...Object.entries(aliases).flatMap(([language, texts]) => texts.map((text) => named(text, language, false))),
    ],
    descriptions: Object.entries(descriptions).map(([language, text]) => ({ text, language })),
  };
}
