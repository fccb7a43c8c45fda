import fc from 'fast-check';
import type { Sql } from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Change, findChanges, findNewestPlace, type Place } from '../../src/feed/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { testDatabase } from '../rig/database.ts';
import { untilTold } from '../rig/feed.ts';

/** What a writer does in one transaction, step by step; other writers are in the middle of theirs meanwhile. */
type Step = 'MAKE' | 'RENAME' | 'TOMBSTONE' | 'REVIVE' | 'DELETE' | 'OFFER' | 'UNOFFER' | 'WAIT';
interface Work {
  readonly steps: readonly { readonly step: Step; readonly which: number }[];
  readonly end: 'COMMIT' | 'ROLLBACK' | 'DIE';
}

const STEPS: readonly Step[] = [
  ...(['MAKE', 'MAKE', 'RENAME', 'RENAME', 'TOMBSTONE', 'REVIVE', 'DELETE', 'OFFER', 'OFFER', 'UNOFFER'] as const),
  ...(['WAIT', 'WAIT'] as const),
];
const step = fc.constantFrom(...STEPS);
const work: fc.Arbitrary<Work> = fc.record({
  steps: fc.array(fc.record({ step, which: fc.nat(15) }), { minLength: 1, maxLength: 6 }),
  end: fc.constantFrom<Work['end']>('COMMIT', 'COMMIT', 'COMMIT', 'COMMIT', 'ROLLBACK', 'DIE'),
});
const writers = fc.array(fc.array(work, { minLength: 5, maxLength: 15 }), { minLength: 4, maxLength: 4 });

describe('the feed under concurrent writers', () => {
  const database = testDatabase();
  const world = { provider: 0 };
  beforeAll(async () => {
    const [row] = await database.sql<{ id: number }[]>`
      insert into organization (uri, name) values ('urn:o', '{"en": "O"}') returning id`;
    world.provider = Number(row?.id);
  });

  const take = async (sql: Sql, { step, which }: Work['steps'][number], at: string): Promise<void> => {
    const uri = `urn:c${which}`;
    const of = sql`(select id from credential where uri = ${uri})`;
    switch (step) {
      case 'MAKE':
        await sql`insert into credential (provider_id, uri, type, name) values (${world.provider}, ${uri}, 'BADGE', ${sql.json({ en: at })})
                  on conflict (uri) do update set name = excluded.name, tombstoned_at = null`;
        return;
      case 'RENAME':
        await sql`update credential set name = ${sql.json({ en: at })} where uri = ${uri}`;
        return;
      case 'TOMBSTONE':
        await sql`update credential set tombstoned_at = now() where uri = ${uri}`;
        return;
      case 'REVIVE':
        await sql`update credential set tombstoned_at = null where uri = ${uri}`;
        return;
      case 'DELETE':
        await sql`delete from credential where uri = ${uri}`;
        return;
      case 'OFFER':
        await sql`insert into offering (credential_id, starts_on) select id, date '2026-01-01' + ${which}::int from ${of} c on conflict do nothing`;
        return;
      case 'UNOFFER':
        await sql`delete from offering where credential_id in ${of}`;
        return;
      case 'WAIT':
        await new Promise((resolve) => setTimeout(resolve, which));
    }
  };

  /** One after the other; a conflict ends a transaction as a rollback does. */
  const write = async (works: readonly Work[], name: string): Promise<void> => {
    for (const [index, { steps, end }] of works.entries()) {
      const session = database.session();
      try {
        await session`begin`;
        for (const [place, each] of steps.entries()) await take(session, each, `${name} ${index} ${place}`);
        if (end === 'DIE') await session`select pg_terminate_backend(pg_backend_pid())`;
        await session.unsafe(end);
      } catch {
        // Ended by the test, or by PostgreSQL for a conflict: nothing of it happened.
      }
      await session.end({ timeout: 0 });
    }
  };

  const truth = async (): Promise<Map<number, string>> => {
    const rows = await database.sql<{ id: string; state: string }[]>`
      select id, name ->> 'en' || ' ' || coalesce((select string_agg(starts_on::text, ',' order by starts_on)
                                                  from offering where credential_id = credential.id), '') as state
      from credential where tombstoned_at is null`;
    return new Map(rows.map(({ id, state }) => [Number(id), state]));
  };

  /** A copy kept by the feed alone: it fetches what it is told of, and at times forgets what it did since it noted its place. */
  const follow = async (
    since: Place | null,
    copy: Map<number, string>,
    isOver: () => boolean,
    random: () => number,
  ) => {
    let place = since;
    for (let turn = 0; ; turn += 1) {
      const last = isOver();
      const page = valueOrThrow(await findChanges(database.db, place, 1 + Math.floor(random() * 5)));
      const now = await truth();
      for (const { noun, id, isGone } of page.changes) {
        const state = now.get(id);
        if (noun !== 'CREDENTIAL') continue;
        if (isGone || state === undefined) copy.delete(id);
        else copy.set(id, state);
      }
      if (turn % 5 !== 4 || last) place = page.end;
      if (last && page.changes.length === 0) return place;
    }
  };

  test('a copy that pages all the time ends equal to the truth, whatever commits in which order, is undone or dies', async () => {
    await fc.assert(
      fc.asyncProperty(
        writers,
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        async (scripts, stream) => {
          const copy = await truth();
          const place = await findNewestPlace(database.db);
          const late = new Map<number, string>();
          let running = true;
          const random = () => stream.next().value as number;
          const reading = Promise.all([
            follow(place, copy, () => !running, random),
            // And one that begins anew.
            follow(null, late, () => !running, random),
          ]);
          await Promise.all(scripts.map((works, index) => write(works, `w${index}`)));
          await untilTold(database);
          running = false;
          await reading;
          const now = await truth();
          expect(copy).toEqual(now);
          expect(late).toEqual(now);
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
  });

  test('hands out nothing past a transaction that is still open, and all of it in order once it has ended', async () => {
    const place = await findNewestPlace(database.db);
    const told = async (since: Place) => {
      const { changes } = valueOrThrow(await findChanges(database.db, since, 100));
      return changes.map(({ uri }: Change) => uri);
    };
    const early = await database.sql.reserve();
    await early`begin`;
    await early`insert into organization (uri, name) values ('urn:early', '{}')`;
    await database.sql`insert into organization (uri, name) values ('urn:late', '{}')`;
    expect(await told(place)).toEqual([]);
    await early`commit`;
    early.release();
    await untilTold(database);
    expect(await told(place)).toEqual(['urn:early', 'urn:late']);
  });
});
