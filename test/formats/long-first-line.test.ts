import { expect, test } from 'vitest';
import { columnsOf } from '../../src/formats/csv.ts';

test('a first line without end is looked at no further than a header may reach', async () => {
  let read = 0;
  const bytes = async function* () {
    for (; read < 1_000; read += 1) yield new Uint8Array(64 * 1024).fill(0x61);
  };
  const [name = ''] = await columnsOf({ name: 'one-line.json', bytes });
  expect(name).toHaveLength(256 * 1024);
  expect(read).toBeLessThan(10);
});
