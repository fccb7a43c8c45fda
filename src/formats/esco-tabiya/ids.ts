import type { TableName } from './schema.ts';

/** The table that holds an object of a stated type. Source: Tabiya CSV documentation, object types. */
const TABLE_OF: Readonly<Record<string, TableName>> = {
  ...{ skill: 'skills', skillgroup: 'skillGroups' },
  ...{ escooccupation: 'occupations', localoccupation: 'occupations' },
  ...{ iscogroup: 'occupationGroups', localgroup: 'occupationGroups', occupationgroup: 'occupationGroups' },
};

export function tableOf(objectType: string): TableName | undefined {
  return TABLE_OF[objectType.trim().toLowerCase()];
}

/** URIs by the ids that tie the tables of one folder; an id means nothing outside of it. */
export class Ids {
  readonly #uris = new Map<string, string>();

  /** False, and nothing added, where the table has the id already. */
  add(table: TableName, id: string, uri: string): boolean {
    const name = `${table} ${id}`;
    if (this.#uris.has(name)) return false;
    this.#uris.set(name, uri);
    return true;
  }

  uriOf(table: TableName, id: string): string | undefined {
    return this.#uris.get(`${table} ${id}`);
  }
}
