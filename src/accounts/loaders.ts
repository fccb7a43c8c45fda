import type { ApiClientId } from '../db/ids.ts';
import { groupedInOrder, loader } from '../graphql/loader.ts';
import { findApiKeys } from './find-api-clients.ts';

export const keysOfClient = loader(async ({ db }, ids: readonly ApiClientId[]) =>
  groupedInOrder(ids, await findApiKeys(db, ids), ({ clientId }) => clientId),
);
