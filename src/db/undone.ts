import { type Db, transaction } from './client.ts';

/** Carries a value out of a transaction that is rolled back. */
class Undone<T> extends Error {
  constructor(readonly value: T) {
    super('rolled back, as asked');
    this.name = 'Undone';
  }
}

/** Runs `work` in a transaction whose every change is undone, and returns what it returned. */
export async function undone<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  try {
    await transaction(db, async (tx) => {
      throw new Undone(await work(tx));
    });
  } catch (error) {
    if (error instanceof Undone) return error.value as T;
    throw error;
  }
  throw new Error('a transaction that was to be undone was committed');
}
