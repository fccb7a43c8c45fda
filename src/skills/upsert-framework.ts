import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/columns.ts';
import { framework, frameworkVersion } from './tables.ts';
import type { FrameworkTarget } from './upsert-concepts.ts';

export interface FrameworkToUpsert {
  readonly code: string;
  readonly name: LocalizedText;
  readonly version: string;
  readonly uri?: string;
  readonly attribution?: string;
}

/** Makes sure a framework and its version exist, and returns where their concepts belong. Writes only what changed. */
export async function upsertFramework(db: Db, stated: FrameworkToUpsert): Promise<FrameworkTarget> {
  const facts = { name: stated.name, uri: stated.uri ?? null, attribution: stated.attribution ?? null };
  await db
    .insert(framework)
    .values({ code: stated.code, ...facts })
    .onConflictDoUpdate({
      target: framework.code,
      set: facts,
      setWhere: sql`(${framework.name}, ${framework.uri}, ${framework.attribution})
        is distinct from (excluded.name, excluded.uri, excluded.attribution)`,
    });
  const [found] = await db.select({ id: framework.id }).from(framework).where(sql`${framework.code} = ${stated.code}`);
  if (!found) throw new Error(`framework ${stated.code} vanished while it was imported`);

  await db.insert(frameworkVersion).values({ frameworkId: found.id, version: stated.version }).onConflictDoNothing();
  const [version] = await db
    .select({ id: frameworkVersion.id })
    .from(frameworkVersion)
    .where(sql`${frameworkVersion.frameworkId} = ${found.id} and ${frameworkVersion.version} = ${stated.version}`);
  if (!version) throw new Error(`version ${stated.version} of ${stated.code} vanished while it was imported`);
  const versions = await db
    .select({ id: frameworkVersion.id, version: frameworkVersion.version })
    .from(frameworkVersion)
    .where(sql`${frameworkVersion.frameworkId} = ${found.id}`);
  const newer = versions.filter((other) => isNewer(other.version, stated.version));
  return { frameworkId: found.id, versionId: version.id, newerVersionIds: newer.map(({ id }) => id) };
}

const BY_NUMBER = new Intl.Collator('en', { numeric: true });

/** Whether one version comes after another, number by number: 1.10 after 1.9. Names that are no numbers have no order. */
function isNewer(one: string, other: string): boolean {
  const isNumber = (version: string) => /^v?\d/u.test(version);
  return isNumber(one) && isNumber(other) && BY_NUMBER.compare(one, other) > 0;
}
