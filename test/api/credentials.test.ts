import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { writeCursor } from '../../src/graphql/connection.ts';
import { testHub } from '../rig/hub.ts';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly costCents: number | null;
  readonly totalHours: number | null;
}

describe('orders of credentials', () => {
  const hub = testHub();
  beforeAll(async () => {
    await seedDemo(hub.database);
    // Ties, numbers with no exact binary form, nothing stated, and a name English speakers would sort last.
    await hub.database.sql`update credential set total_hours = 6.1, cost_cents = 10000 where id % 3 = 0`;
    await hub.database.sql`update credential set total_hours = null, cost_cents = null where id % 4 = 1`;
    await hub.database.sql`
      update credential set name = name || '{"fr": "Éthique"}', total_hours = 0.1, cost_cents = 0
      where id = (select max(id) from credential)`;
  });

  const PAGE = `query ($orderBy: CredentialOrder, $first: Int!, $after: String) {
    credentials(orderBy: $orderBy, first: $first, after: $after) {
      totalCount nodes { id name costCents totalHours } pageInfo { hasNextPage endCursor }
    }
  }`;
  const readAll = async (orderBy: string | null, first: number, language: string) => {
    const rows: Listed[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await hub.ask(PAGE, { orderBy, first, after }, { language });
      expect(errors).toBeUndefined();
      rows.push(...data.credentials.nodes);
      after = data.credentials.pageInfo.hasNextPage ? data.credentials.pageInfo.endCursor : null;
    } while (after !== null);
    return rows;
  };

  const { compare } = new Intl.Collator('und');
  const nullsLast = (one: number | null, other: number | null) =>
    (one ?? Number.POSITIVE_INFINITY) === (other ?? Number.POSITIVE_INFINITY)
      ? 0
      : (one ?? Infinity) - (other ?? Infinity);
  test.each<[string, string | null, string, (one: Listed, other: Listed) => number]>([
    ['id when none is asked for', null, 'en', () => 0],
    ['id', 'ID', 'en', () => 0],
    ['name', 'NAME', 'en', (one, other) => compare(one.name, other.name)],
    ['French name', 'NAME', 'fr-CA', (one, other) => compare(one.name, other.name)],
    ['cost', 'COST', 'en', (one, other) => nullsLast(one.costCents, other.costCents)],
    ['hours', 'HOURS', 'en', (one, other) => nullsLast(one.totalHours, other.totalHours)],
  ])('by %s, pages hold every credential once and what is not stated last', async (_case, orderBy, language, byKey) => {
    const byId = await readAll('ID', 100, language);
    const expected = [...byId].sort(byKey).map(({ id }) => id);
    expect((await readAll(orderBy, 3, language)).map(({ id }) => id)).toEqual(expected);
  });

  const cursor = (...parts: unknown[]) => writeCursor('credentials', parts);
  test.each([
    ['of another order', 'NAME', cursor('COST', 1, 1)],
    ['of no order', 'COST', cursor('SIZE', 1, 1)],
    ['whose name is a number', 'NAME', cursor('NAME', 1, 1)],
    ['whose name is not stated', 'NAME', cursor('NAME', null, 1)],
    ['whose name holds U+0000', 'NAME', cursor('NAME', '\0', 1)],
    ['whose cost is a word', 'COST', cursor('COST', 'x', 1)],
    ['whose id is a word', 'HOURS', cursor('HOURS', 1, 'x')],
    ['without an id', 'HOURS', cursor('HOURS', 1)],
  ])('a cursor %s is refused', async (_case, orderBy, after) => {
    const { errors } = await hub.ask(PAGE, { orderBy, first: 3, after });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_CURSOR']);
  });

  test.each([1e300, 5e-324, -1e300])('a cursor at a cost of %d finds what lies beyond', async (cost) => {
    const { data } = await hub.ask(PAGE, { orderBy: 'HOURS', first: 1, after: cursor('HOURS', cost, 1) });
    expect(data.credentials.nodes).toHaveLength(1);
  });
});
