import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';
import { seeded } from '../random.ts';

/** What the bench measures over. Everything is drawn from one seed, so that two runs measure the same. */
export const WORLD = { skills: 14_000, employers: 50, jobs: 10_000, leaves: 15, badges: 5, skillsABadge: 4 } as const;

/** A skill's id, the first ones held by many and most by few: half of what is held lies in the first eighth. */
export function drawSkill(draw: () => number): number {
  return 1 + Math.floor(WORLD.skills * draw() ** 3);
}

async function copyIn(sql: Sql, into: string, lines: Iterable<string>): Promise<void> {
  const target = await sql.unsafe(`copy ${into} from stdin`).writable();
  await pipeline(Readable.from(pieces(lines)), target);
}

/** Lines in pieces large enough that few are handed on. */
function* pieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length > 1 << 16) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

const DAY_MS = 86_400_000;
/** Day 0 of the world; nothing in it lies later than a day after the last of its 2,200 days. */
const FIRST_DAY = Date.UTC(2020, 5, 1);
const dayAt = (days: number) => new Date(FIRST_DAY + days * DAY_MS).toISOString().slice(0, 10);
const RUNGS = ['VERIFIED_ASSESSED', 'VERIFIED_ASSESSED', 'VERIFIED_UNASSESSED', 'IMPORTED_UNVERIFIED'] as const;

/** Skills in a tree of ten a heading with crosswalks beside it, employers, and their postings of fifteen skills each. */
export async function fillCatalogue(sql: Sql): Promise<void> {
  await sql`insert into framework (code, name) values ('bench', '{"en": "Bench"}')`;
  await sql`insert into source (name, format, location) values ('bench', 'bench', 'bench')`;
  await sql`insert into skill (framework_id, uri, labels) select 1, 'urn:bench:' || n, jsonb_build_object('en', 'skill ' || n)
            from generate_series(1, ${WORLD.skills}::int) n`;
  await sql`insert into skill_relation (from_id, kind, to_uri, to_id, confidence, source_id)
            select n, 'BROADER'::skill_relation_kind, 'urn:bench:' || n / 10, n / 10, 1, 1 from generate_series(10, ${WORLD.skills}::int) n
            union all select n, 'CLOSE', 'urn:bench:' || n + 1, n + 1, 0.8, 1 from generate_series(1, ${WORLD.skills - 1}::int, 2) n`;
  await sql`insert into level_scale (uri, name) values ('urn:bench:scale', '{"en": "Scale"}')`;
  await sql`insert into level (scale_id, rank, name) select id, n, '{"en": "level"}' from level_scale, generate_series(1, 5) n
            where uri = 'urn:bench:scale'`;
  await sql`insert into organization (uri, name, kind, roles) select 'urn:bench:employer:' || n, '{"en": "Employer"}', 'EMPLOYER', '{EMPLOYER}'
            from generate_series(1, ${WORLD.employers}::int) n`;
  await sql`insert into job (employer_id, position_id, title) select 1 + n % ${WORLD.employers}::int, 'p' || n, '{"en": "Job"}'
            from generate_series(1, ${WORLD.jobs}::int) n`;
  const draw = seeded(2);
  await copyIn(
    sql,
    'requirement (id, job_id, parent_id, position, kind, importance, skill_id, statement)',
    requirements(draw),
  );
  await sql`select setval('requirement_id_seq', (select max(id) from requirement))`;
}

function* requirements(draw: () => number): Generator<string> {
  let id = 1;
  for (let job = 1; job <= WORLD.jobs; job++) {
    const root = id++;
    yield `${root}\t${job}\t\\N\t0\tALL\tUNSPECIFIED\t\\N\t\\N`;
    const asked = new Set<number>();
    while (asked.size < WORLD.leaves) asked.add(drawSkill(draw));
    let position = 1;
    for (const skill of asked) {
      const importance = draw() < 0.6 ? 'REQUIRED' : 'PREFERRED';
      yield `${id++}\t${job}\t${root}\t${position++}\tSKILL\t${importance}\t${skill}\tskill ${skill}`;
    }
  }
}

/** Learners with twenty skills each from five badges, of whom six in ten show all badges to any employer. */
export async function fillLearners(sql: Sql, learners: number): Promise<void> {
  const [scale] = await sql<{ first: string }[]>`
    select min(level.id) as first from level join level_scale on level_scale.id = scale_id where level_scale.uri = 'urn:bench:scale'`;
  const firstLevel = Number(scale?.first);
  await copyIn(
    sql,
    'learner (id, key, display_name, pseudonym)',
    mapEach(learners, (id) => `${id}\tk${id}\tName\tBird ${id}`),
  );
  const badgeDraws = seeded(3);
  await copyIn(
    sql,
    'badge (learner_id, id, format, issuer_uri, uri, name, verification, visibility, issued_at, document)',
    (function* () {
      for (let id = 1; id <= learners; id++) {
        for (let at = 0; at < WORLD.badges; at++) {
          const badge = (id - 1) * WORLD.badges + at + 1;
          const luck = badgeDraws();
          const visibility = luck < 0.1 ? 'PUBLIC' : luck < 0.15 ? 'PRIVATE' : 'BY_GRANT';
          yield `${id}\t${badge}\tOPEN_BADGES_3\turn:i\turn:b:${badge}\tBadge\tVALID\t${visibility}\t2024-01-01\t{}`;
        }
      }
    })(),
  );
  const draw = seeded(4);
  await copyIn(
    sql,
    'skill_evidence (learner_id, id, skill_id, rung, level_id, badge_id, valid_from, expires_at, path)',
    (function* () {
      let evidence = 1;
      for (let id = 1; id <= learners; id++) {
        const held = new Set<number>();
        for (let at = 0; at < WORLD.badges; at++) {
          const badge = (id - 1) * WORLD.badges + at + 1;
          const from = Math.floor(draw() * 2_200);
          const ends = draw() < 0.3 ? dayAt(from + 365 * (1 + Math.floor(draw() * 3))) : '\\N';
          const rung = RUNGS[Math.floor(draw() * RUNGS.length)];
          for (let more = 0; more < WORLD.skillsABadge; ) {
            const skill = drawSkill(draw);
            if (held.has(skill)) continue;
            held.add(skill);
            more += 1;
            const level = draw() < 0.3 ? firstLevel + Math.floor(draw() * 5) : '\\N';
            yield `${id}\t${evidence++}\t${skill}\t${rung}\t${level}\t${badge}\t${dayAt(from)}\t${ends}\t{"rule":"BENCH"}`;
          }
        }
      }
    })(),
  );
  const grants = seeded(5);
  await copyIn(
    sql,
    'consent_grant (learner_id, id, audience, organization_id, scope, purpose, ends_at)',
    (function* () {
      for (let id = 1; id <= learners; id++) {
        const luck = grants();
        if (luck < 0.6) yield `${id}\t${id}\tANY_EMPLOYER\t\\N\tALL_BADGES\tbench\t2027-06-01`;
        else if (luck < 0.7)
          yield `${id}\t${id}\tORGANIZATION\t${1 + Math.floor(grants() * WORLD.employers)}\tALL_BADGES\tbench\t2027-06-01`;
      }
    })(),
  );
  for (const [table, column] of [
    ['learner', 'id'],
    ['badge', 'id'],
    ['skill_evidence', 'id'],
    ['consent_grant', 'id'],
  ]) {
    await sql.unsafe(
      `select setval(pg_get_serial_sequence('${table}', '${column}'), (select max(${column}) from ${table}))`,
    );
  }
  for (const table of ['learner', 'badge', 'skill_evidence', 'consent_grant', 'requirement', 'skill_relation'])
    await sql.unsafe(`vacuum analyze ${table}`);
}

function* mapEach(count: number, lineOf: (id: number) => string): Generator<string> {
  for (let id = 1; id <= count; id++) yield lineOf(id);
}
