import type { Sql, TransactionSql } from 'postgres';
import { BADGE_VISIBILITIES, EVIDENCE_RUNGS } from '../../badges/index.ts';
import type { LevelId } from '../../db/ids.ts';
import { ANY_EMPLOYER, type Chunk, credentialThing } from './chunk.ts';
import { type Column, copyColumns } from './copy-columns.ts';
import { BY_GRANT, HELD_UNVERIFIED, HELD_VERIFIED, markOf } from './mark.ts';

/** The levels an index knows, each by its place; the first has place 1. It only grows. */
export interface Levels {
  readonly ids: LevelId[];
  placeOf(id: number): number;
}

export function createLevels(): Levels {
  const ids: LevelId[] = [];
  const places = new Map<number, number>([[0, 0]]);
  return {
    ids,
    placeOf(id) {
      const known = places.get(id);
      if (known !== undefined) return known;
      places.set(id, ids.push(id as LevelId));
      return ids.length;
    },
  };
}

/** Learners from an id on, in order, at most so many. */
export async function readLearnerIds(tx: Sql | TransactionSql, after: number, first: number): Promise<Float64Array> {
  const [ids] = await copyColumns(
    tx,
    `select array_agg(id) from (select id from learner where id > ${whole(after)} order by id limit ${whole(first)}) held`,
  );
  return (ids as Column).numbers();
}

/**
 * Reads what learners show and to whom. Of a transaction that sees one snapshot, what it returns holds together.
 *
 * @param learnerIds  ascending; who is not there any more has nothing
 * @param isRange     whether they are all there are between the first and the last
 */
export async function readChunk(
  tx: Sql | TransactionSql,
  learnerIds: Float64Array,
  levels: Levels,
  { isRange }: { readonly isRange: boolean },
): Promise<Chunk> {
  const which = isRange
    ? `between ${whole(learnerIds[0])} and ${whole(learnerIds.at(-1))}`
    : `= any ('{${Array.from(learnerIds, whole).join(',')}}'::bigint[])`;
  const placeOf = placesOf(learnerIds);

  // Most badges are by grant: only the others' visibility is asked for, and what holds a credential.
  const [badgeIds, owners, visibilities, credentials, verified, issued, badgeEnds] = (
    await copyColumns(tx, badgesOf(which))
  ).map(numbersAt(5)) as Columns7;
  const visibilityOf = new Map<number, number>();
  for (let at = 0; at < badgeIds.length; at++) visibilityOf.set(badgeIds[at] as number, visibilities[at] as number);

  const [holders, skills, worths, badges, begins, ends] = (await copyColumns(tx, evidenceOf(which))).map(
    numbersAt(4),
  ) as Columns6;
  const [grantors, audiences, grantIds, scopes, starts, untils] = (await copyColumns(tx, grantsOf(which))).map(
    numbersAt(4),
  ) as Columns6;

  let held = 0;
  for (let at = 0; at < credentials.length; at++) if (credentials[at] !== 0) held += 1;
  const size = skills.length + held;
  const chunk = {
    ...{ learner: new Uint32Array(size), thing: new Float64Array(size), mark: new Uint32Array(size) },
    ...{ from: new Float64Array(size), ends: new Float64Array(size) },
  };
  const badgeOf = new Float64Array(size);
  for (let at = 0; at < skills.length; at++) {
    const badge = badges[at] as number;
    const worth = worths[at] as number;
    const visibility = badge === 0 ? BY_GRANT : (visibilityOf.get(badge) ?? BY_GRANT);
    chunk.learner[at] = placeOf(holders[at] as number);
    chunk.thing[at] = skills[at] as number;
    chunk.mark[at] = markOf(visibility, worth % 8, levels.placeOf(Math.floor(worth / 8)));
    badgeOf[at] = badge;
  }
  chunk.from.set(begins);
  chunk.ends.set(ends);
  for (let at = 0, to = skills.length; at < credentials.length; at++) {
    if (credentials[at] === 0) continue;
    chunk.learner[to] = placeOf(owners[at] as number);
    chunk.thing[to] = credentialThing(credentials[at] as number);
    chunk.mark[to] = markOf(visibilities[at] as number, verified[at] === 1 ? HELD_VERIFIED : HELD_UNVERIFIED, 0);
    chunk.from[to] = issued[at] as number;
    chunk.ends[to] = badgeEnds[at] as number;
    badgeOf[to++] = badgeIds[at] as number;
  }

  const ofAll = rowsWhere(scopes, (scope) => scope === 1);
  const grantOf = new Map(Array.from(grantIds, (id, at) => [id, at]));
  const listed: { posting: number; grant: number }[] = [];
  if (ofAll.length < scopes.length) {
    const postingsOf = new Map<number, number[]>();
    for (let at = 0; at < size; at++) {
      const badge = badgeOf[at] as number;
      if (badge === 0) continue;
      const known = postingsOf.get(badge);
      if (known) known.push(at);
      else postingsOf.set(badge, [at]);
    }
    const [ofGrant, ofBadge] = (await copyColumns(tx, listedOf(which))).map(numbersAt(9)) as [
      Float64Array,
      Float64Array,
    ];
    for (let at = 0; at < ofGrant.length; at++) {
      const grant = grantOf.get(ofGrant[at] as number);
      if (grant === undefined || scopes[grant] === 1) continue;
      for (const posting of postingsOf.get(ofBadge[at] as number) ?? []) listed.push({ posting, grant });
    }
  }
  return {
    learnerIds,
    ...chunk,
    grants: {
      learner: Uint32Array.from(ofAll, (at) => placeOf(grantors[at] as number)),
      audience: Float64Array.from(ofAll, (at) => audiences[at] as number),
      from: Float64Array.from(ofAll, (at) => starts[at] as number),
      until: Float64Array.from(ofAll, (at) => untils[at] as number),
    },
    listed: {
      posting: Uint32Array.from(listed, ({ posting }) => posting),
      audience: Float64Array.from(listed, ({ grant }) => audiences[grant] as number),
      from: Float64Array.from(listed, ({ grant }) => starts[grant] as number),
      until: Float64Array.from(listed, ({ grant }) => untils[grant] as number),
    },
  };
}

type F = Float64Array;
type Columns6 = [F, F, F, F, F, F];
type Columns7 = [F, F, F, F, F, F, F];

/** Numbers of the columns before a place, moments from it on. */
function numbersAt(firstMoment: number): (column: Column, at: number) => Float64Array {
  return (column, at) => (at < firstMoment ? column.numbers() : column.moments());
}

function rowsWhere(column: Float64Array, isWanted: (value: number) => boolean): number[] {
  const rows: number[] = [];
  for (let at = 0; at < column.length; at++) if (isWanted(column[at] as number)) rows.push(at);
  return rows;
}

function whole(value: number | undefined): string {
  if (value === undefined || !Number.isSafeInteger(value)) throw new Error(`${value} is no id`);
  return String(value);
}

/** The place of an id among ascending ones; rows come by learner, so the last one's is tried first. */
function placesOf(learnerIds: Float64Array): (id: number) => number {
  let last = 0;
  return (id) => {
    if (learnerIds[last] === id) return last;
    let [low, high] = [0, learnerIds.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((learnerIds[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    if (learnerIds[low] !== id) throw new Error(`learner ${id} was not asked for`);
    last = low;
    return low;
  };
}

/** An enum's label as its place in a list of ours. */
function codeOf(column: string, labels: readonly string[]): string {
  const cases = labels.map((label, at) => `when '${label}' then ${at}`).join(' ');
  return `(case ${column} ${cases} end)::bigint`;
}

/** Of badges: identity, owner, visibility, credential held (0: none), whether verified, and when that holds. As `credentialHoldings`. */
function badgesOf(which: string): string {
  return `
    select array_agg(id), array_agg(learner_id), array_agg(${codeOf('visibility', BADGE_VISIBILITIES)}),
           array_agg(case when is_achieved and verification <> 'INVALID' then coalesce(credential_id, 0) else 0 end),
           array_agg((verification = 'VALID')::int::bigint),
           array_agg(coalesce(issued_at, '-infinity')),
           array_agg(coalesce(least(expires_at, case when verification = 'REVOKED' then coalesce(revoked_at, issued_at) end),
                              'infinity'))
    from badge where learner_id ${which} and (visibility <> 'BY_GRANT' or credential_id is not null)`;
}

/** Of evidence: whose, of which skill, its rung with 8 times its level, its badge (0: a claim), and when it holds. */
function evidenceOf(which: string): string {
  return `
    select array_agg(learner_id), array_agg(skill_id),
           array_agg(coalesce(level_id, 0) * 8 + ${codeOf('rung', EVIDENCE_RUNGS)}), array_agg(coalesce(badge_id, 0)),
           array_agg(coalesce(valid_from, '-infinity')), array_agg(coalesce(least(expires_at, revoked_at), 'infinity'))
    from skill_evidence where learner_id ${which}`;
}

/** Of consents to organisations that are not withdrawn: whose, to whom, which, whether of all badges, and when it holds. */
function grantsOf(which: string): string {
  return `
    select array_agg(learner_id), array_agg(case audience when 'ANY_EMPLOYER' then ${ANY_EMPLOYER} else organization_id end),
           array_agg(id), array_agg((scope = 'ALL_BADGES')::int::bigint), array_agg(starts_at), array_agg(ends_at)
    from consent_grant
    where learner_id ${which} and revoked_at is null and audience in ('ANY_EMPLOYER', 'ORGANIZATION')`;
}

function listedOf(which: string): string {
  return `select array_agg(grant_id), array_agg(badge_id) from consent_grant_badge where learner_id ${which}`;
}
