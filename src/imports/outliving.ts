import { type Db, transaction } from '../db/client.ts';

/** Work of a run that bears being done twice, done again when its connection is lost. */
export function outliving<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return transaction(db, work, { attempts: 5 });
}
