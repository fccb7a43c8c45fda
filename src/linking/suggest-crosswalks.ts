import { sql } from 'drizzle-orm';
import { type Db, transaction } from '../db/client.ts';
import type { LocalizedText } from '../db/columns.ts';
import type { FrameworkId, SkillId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import { query, rowsOf } from '../db/rows.ts';
import { fail, ok, type Result } from '../problem.ts';
import { labelKey } from '../skills/index.ts';
import { CANDIDATES_AT_MOST } from './link-review.ts';
import { rankerOf, type SkillRanker } from './ranker-of.ts';
import { candidatesOf } from './record-words.ts';

const BATCH = 64;

/** Most skills have an equal in no other framework: what is less sure than this is put to nobody. */
const WORTH_COMPARING = 0.5;

/** Frameworks to compare. */
export interface FrameworkPair {
  readonly fromId: FrameworkId;
  readonly toId: FrameworkId;
}

/**
 * Looks in one framework for the equals of another's skills, by the label of each, and puts what it finds before a reviewer. Skills
 * that an EXACT or CLOSE edge ties to that framework already are passed over, and so are those decided on. Each batch is committed;
 * a run that is cut short goes on behind the last.
 */
export async function suggestCrosswalks(
  db: Db,
  pair: FrameworkPair,
  signal: AbortSignal,
): Promise<Result<number, 'NOT_FOUND' | 'INDEX_NOT_READY'>> {
  const [to] = await query<{ code: string }>(db, sql`select code from framework where id = ${pair.toId}`);
  if (!to) return fail('NOT_FOUND', `framework ${pair.toId} was gone before skills could be looked for in it`);
  const ranker = await rankerOf(db, to.code);
  if (!ranker.ok) return ranker;
  let compared = 0;
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const page = await findLoneSkills(db, pair, ranker.value.builds, after);
    if (page.length === 0) return ok(compared);
    await compareSkills(db, pair, ranker.value, page);
    compared += page.length;
    after = page.at(-1)?.id ?? after;
  }
}

interface LoneSkill {
  readonly id: SkillId;
  readonly label: string;
}

async function findLoneSkills(
  db: Db,
  { fromId, toId }: FrameworkPair,
  builds: string,
  after: number,
): Promise<LoneSkill[]> {
  const rows = await query<{ id: string; labels: LocalizedText }>(
    db,
    sql`select near.id, near.labels from skill near
        where near.framework_id = ${fromId} and near.tombstoned_at is null and near.kind <> 'GROUP' and near.id > ${after}
          and not exists (select 1 from link_review review
                          where review.kind = 'CROSSWALK' and review.from_skill_id = near.id and review.framework_id = ${toId}
                            and (review.state <> 'OPEN' or review.ranked_with = ${builds}))
          and not exists (select 1 from skill_relation edge join skill far on far.id = edge.to_id
                          where edge.from_id = near.id and edge.kind in ('EXACT', 'CLOSE') and far.framework_id = ${toId})
          and not exists (select 1 from skill_relation edge join skill far on far.id = edge.from_id
                          where edge.to_id = near.id and edge.kind in ('EXACT', 'CLOSE') and far.framework_id = ${toId})
        order by near.id limit ${BATCH}`,
  );
  return rows.map(({ id, labels }) => ({ id: Number(id) as SkillId, label: textIn(labels, 'en') }));
}

async function compareSkills(
  db: Db,
  { toId }: FrameworkPair,
  ranker: SkillRanker,
  skills: readonly LoneSkill[],
): Promise<void> {
  const ranked = await ranker.rankEach(
    skills.map(({ label }) => label),
    CANDIDATES_AT_MOST,
  );
  const found = skills.map((skill, index) => ({
    ...skill,
    likely: candidatesOf(ranked[index] ?? [], WORTH_COMPARING),
  }));
  const namesOf = await findNames(
    db,
    found.flatMap(({ likely }) => likely.map(({ skillId }) => skillId)),
  );
  const rows = found.map(({ id, label, likely }) => {
    // What the other framework calls just so is the same skill; what is like it is close.
    const isCalled = (skillId: SkillId) => namesOf.get(skillId)?.includes(labelKey(label)) ?? false;
    const candidates = likely.map((each) => ({
      ...each,
      relation: isCalled(each.skillId) ? ('EXACT' as const) : ('CLOSE' as const),
    }));
    return { id, label, candidates, confidence: candidates[0]?.confidence ?? 0 };
  });
  await transaction(
    db,
    (tx) =>
      tx.execute(
        sql`insert into link_review as review (kind, key, words, from_skill_id, framework_id, candidates, confidence, ranked_with)
            select 'CROSSWALK', '', label, id, ${toId}, candidates, confidence, ${ranker.builds}
            from ${rowsOf(rows, 'id bigint, label text, candidates jsonb, confidence real')} as input
            order by id
            on conflict on constraint link_review_identity do update
              set words = excluded.words, candidates = excluded.candidates, confidence = excluded.confidence,
                  ranked_with = excluded.ranked_with
              where review.state = 'OPEN'`,
      ),
    { attempts: 5 },
  );
}

/** Labels and aliases in comparable form. */
async function findNames(db: Db, ids: readonly SkillId[]): Promise<Map<SkillId, readonly string[]>> {
  const rows = await query<{ id: string; names: string[] }>(
    db,
    sql`select id, array_to_json(label_keys) as names from skill
        where id in (select id from ${rowsOf(
          ids.map((id) => ({ id })),
          'id bigint',
        )} as input)`,
  );
  return new Map(rows.map(({ id, names }) => [Number(id) as SkillId, names]));
}
