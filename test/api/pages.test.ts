import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeCursor } from '../../src/graphql/connection.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { type Answer, testHub } from '../rig/hub.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const ROWS = 3_000;
const WALK = `query ($orderBy: CredentialOrder, $after: String) {
  credentials(first: 100, after: $after, orderBy: $orderBy) {
    nodes { uri } pageInfo { hasNextPage endCursor }
  }
}`;

describe('pages', () => {
  const hub = testHub();
  const held = { provider: 0 };
  /** Rows whose keys are equal, missing, and of many scripts; `stays` rows are left alone by the writer. */
  const insert = (prefix: string, count: number) => hub.database.sql`
    insert into credential (provider_id, uri, type, name, cost_cents, total_hours)
    select ${held.provider}, ${prefix} || n, 'MICRO_CREDENTIAL',
           jsonb_build_object('en', (array['Éclair', 'eclair', 'Zebra', 'ångström', 'Öl', 'data ', '数据', 'a b'])[1 + n % 8] || n / 40),
           case n % 5 when 0 then null else n % 50 end, case n % 7 when 0 then null else (n % 30) / 3.0 end
    from generate_series(1, ${count}) n`;
  beforeAll(async () => {
    const { college } = await makeOrganizations(hub.database.db, { college: 'PROVIDER' });
    held.provider = college;
    await insert('stays:', ROWS);
    await insert('goes:', 300);
  });

  test.each(['ID', 'NAME', 'COST', 'HOURS'])(
    'in the order %s: what is there all the while is met once and in order, whatever is written meanwhile',
    async (orderBy) => {
      const writer = hub.database.session();
      const seen: { uri: string }[] = [];
      let after: string | null = null;
      for (let page = 0; ; page += 1) {
        const { data, errors }: Answer = await hub.ask(WALK, { orderBy, after });
        expect(errors).toBeUndefined();
        seen.push(...data.credentials.nodes);
        if (!data.credentials.pageInfo.hasNextPage) break;
        after = data.credentials.pageInfo.endCursor;
        // Rows come and go before and behind the cursor, the row it stands on among them.
        const last = seen.at(-1)?.uri.startsWith('stays:') ? 'none' : (seen.at(-1)?.uri ?? 'none');
        await writer`delete from credential where uri = ${last}
          or uri in (select uri from credential where uri not like 'stays:%' order by random() limit 40)`;
        await writer`insert into credential (provider_id, uri, type, name, cost_cents, total_hours)
          select provider_id, ${`new:${orderBy}:${page}:`} || id, type, name, cost_cents, total_hours
          from credential order by random() limit 40`;
      }
      await writer.end();
      const staying = seen.map(({ uri }) => uri).filter((uri) => uri.startsWith('stays:'));
      expect(new Set(staying).size).toBe(staying.length);
      expect(staying.length).toBe(ROWS);
      expect(new Set(seen.map(({ uri }) => uri)).size).toBe(seen.length);

      const expected = await hub.database.sql<{ uri: string }[]>`
        select uri from credential where uri like 'stays:%' order by ${
          {
            ID: hub.database.sql`id`,
            NAME: hub.database.sql`name ->> 'en' collate "und-x-icu", id`,
            COST: hub.database.sql`cost_cents, id`,
            HOURS: hub.database.sql`total_hours, id`,
          }[orderBy] ?? hub.database.sql`id`
        }`;
      expect(staying).toEqual(expected.map(({ uri }) => uri));
    },
  );

  const cursorOf = async (document: string, variables: object = {}) => {
    const { data } = await hub.ask(document, variables);
    return Object.values(data as Record<string, { pageInfo: { endCursor: string } }>)[0]?.pageInfo.endCursor ?? '';
  };
  const answerTo = async (after: string, orderBy = 'COST') => {
    const { data, errors, status } = await hub.ask(WALK, { after, orderBy });
    return { status, data: data?.credentials ?? null, code: errors?.[0]?.extensions.code };
  };
  const REFUSED = { status: 200, data: null, code: 'BAD_CURSOR' };
  const END = 'pageInfo { endCursor }';

  test('a cursor of another field, order, language, version or type is refused', async () => {
    const own = await cursorOf(WALK, { orderBy: 'COST', after: null });
    expect((await answerTo(own)).code).toBeUndefined();
    const text = Buffer.from(own, 'base64url').toString();
    const forged: Record<string, string> = {
      "another field's": await cursorOf(`{ providers(first: 1) { ${END} } }`),
      "another order's": await cursorOf(WALK, { orderBy: 'HOURS', after: null }),
      'the first version’s': Buffer.from(JSON.stringify([1, 'credentials', 'COST', 5, 1])).toString('base64url'),
      'another version’s': Buffer.from(text.replace('[2,', '[3,')).toString('base64url'),
      'another type’s id': toGlobalId('Provider' as never, 1),
      'a key of another kind': writeCursor('credentials', ['COST', 'x', 1]),
      'no key': writeCursor('credentials', ['COST']),
      'an id beyond all': writeCursor('credentials', ['COST', 1, 1e300]),
      'SQL for a key': writeCursor('credentials', ['COST', '0) or 1=1 --', 1]),
      'no base64': `${own.slice(0, -2)}!!`,
      'with words after it': `${own}====`,
      'in the other alphabet': Buffer.from(`${text}??>`).toString('base64'),
      huge: Buffer.from('['.repeat(60_000)).toString('base64url'),
      empty: '',
      JSON: '[2,"credentials","COST",5,1]',
    };
    const answers = await Promise.all(
      Object.entries(forged).map(async ([what, after]) => [what, await answerTo(after)]),
    );
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(Object.keys(forged).map((what) => [what, REFUSED])));
    const french = await hub.ask(WALK, { orderBy: 'NAME', after: null }, { language: 'fr' });
    expect(await answerTo(french.data.credentials.pageInfo.endCursor, 'NAME')).toEqual(REFUSED);
  });

  test('a cursor with any bit turned is refused', async () => {
    const own = Buffer.from(await cursorOf(WALK, { orderBy: 'COST', after: null }), 'base64url');
    const turned = Array.from({ length: own.length * 8 }, (_, bit) => {
      const bytes = Buffer.from(own);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString('base64url');
    });
    const answers = await Promise.all(turned.map((after) => answerTo(after)));
    expect(answers).toEqual(turned.map(() => REFUSED));
  });

  test('of any text at all no cursor is made a page or a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.base64String({ maxLength: 200 }), fc.string(), fc.json()), async (after) => {
        const { code } = await answerTo(after.replaceAll('\0', ''));
        expect(code).toBe('BAD_CURSOR');
      }),
      { numRuns: 200 },
    );
  });
});
