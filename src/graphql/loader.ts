import DataLoader from 'dataloader';
import type { Context } from './context.ts';

/**
 * Batched reads by key. The cache lives as long as the request, hence for one viewer: a longer one would show one viewer
 * another's rows.
 *
 * @param read  answers in the order of the keys
 */
export function loader<K, V>(
  read: (context: Context, keys: readonly K[]) => Promise<readonly V[]>,
): (context: Context) => DataLoader<K, V> {
  const identity = {};
  return (context) => {
    const made = context.loaders.get(identity) as DataLoader<K, V> | undefined;
    if (made) return made;
    const fresh = new DataLoader<K, V>((keys) => read(context, keys) as Promise<V[]>);
    context.loaders.set(identity, fresh as unknown as DataLoader<never, unknown>);
    return fresh;
  };
}

/** Rows by key, in the order of the keys; null where there is none. */
export function inOrder<K, R>(keys: readonly K[], rows: readonly R[], keyOf: (row: R) => K): (R | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** Lists of rows by key, in the order of the keys; empty where there is none. */
export function groupedInOrder<K, R>(keys: readonly K[], rows: readonly R[], keyOf: (row: R) => K): R[][] {
  const byKey = new Map<K, R[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const list = byKey.get(key);
    if (list) list.push(row);
    else byKey.set(key, [row]);
  }
  return keys.map((key) => byKey.get(key) ?? []);
}
