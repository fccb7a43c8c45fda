import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';
import type { Exporter, ExportRecord } from '../formats/export.ts';
import { exporterNamed, exporters } from '../formats/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readFramework } from './read-framework.ts';
import { readJobs } from './read-jobs.ts';

/** What is written out: one framework by its code; the catalogue, all of it or one provider's; or open postings. */
export type ExportScope =
  | { readonly what: 'FRAMEWORK'; readonly code: string }
  | { readonly what: 'CATALOGUE'; readonly provider?: string }
  | { readonly what: 'JOBS' };

/** An export that is about to be written. */
export interface Export {
  readonly exporter: Exporter;
  /** Such as `esco.case.json`. */
  readonly fileName: string;
  /** Made as it is read; nothing is held whole. */
  readonly text: AsyncIterable<string>;
}

/** The formats that can hold it. */
export function exportersOf(what: ExportScope['what']): Exporter[] {
  return exporters.filter(({ writes }) => writes.includes(what));
}

/**
 * Writes what the hub holds in an external format. What came in that format goes out as it came, unknown fields included; the
 * rest is mapped.
 *
 * @param formatName  of an exporter, such as `case`
 * @returns NOT_FOUND for a framework or provider that is not here, BAD_USER_INPUT for a format that cannot hold it
 */
export async function writeExport(
  db: Db,
  scope: ExportScope,
  formatName: string,
  about: { readonly hubUrl: string; readonly now: Date },
): Promise<Result<Export, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const exporter = exporterNamed(formatName);
  if (!exporter?.writes.includes(scope.what)) {
    const names = exportersOf(scope.what).map(({ name }) => name);
    return fail('BAD_USER_INPUT', `${formatName} cannot hold it; name one of ${names.join(', ')}`, 'format');
  }
  const subject = await findSubject(db, scope);
  if (!subject.ok) return subject;
  const { title, slug, attribution } = subject.value;
  const head = { title, hubUrl: about.hubUrl, writtenAt: about.now.toISOString(), ...(attribution && { attribution }) };
  return ok({
    exporter,
    fileName: `${slug}.${exporter.name}.${exporter.extension}`,
    text: exporter.write(recordsOf(db, scope, exporter.name), head),
  });
}

function recordsOf(db: Db, scope: ExportScope, formatName: string): AsyncIterable<ExportRecord> {
  if (scope.what === 'FRAMEWORK') return readFramework(db, scope.code, formatName);
  return scope.what === 'JOBS' ? readJobs(db, formatName) : readCatalogue(db, formatName, scope);
}

interface Subject {
  readonly title: string;
  readonly slug: string;
  readonly attribution?: string | null;
}

async function findSubject(db: Db, scope: ExportScope): Promise<Result<Subject, 'NOT_FOUND'>> {
  if (scope.what === 'JOBS') return ok({ title: 'Jobs', slug: 'jobs' });
  if (scope.what === 'CATALOGUE' && scope.provider === undefined) return ok({ title: 'Catalogue', slug: 'catalogue' });
  const isFramework = scope.what === 'FRAMEWORK';
  const [found] = await query<{ title: string; attribution: string | null }>(
    db,
    isFramework
      ? sql`select coalesce(name ->> 'en', name ->> 'fr', code) as title, attribution from framework where code = ${scope.code}`
      : sql`select coalesce(name ->> 'en', name ->> 'fr', uri) as title, null as attribution
            from organization where uri = ${scope.provider} and tombstoned_at is null`,
  );
  if (found) return ok({ ...found, slug: isFramework ? slugOf(scope.code) : slugOf(found.title) });
  return isFramework
    ? fail('NOT_FOUND', `there is no framework with the code ${scope.code}; frameworks lists them`, 'framework')
    : fail('NOT_FOUND', `there is no provider ${scope.provider}; providers lists them`, 'provider');
}

function slugOf(title: string): string {
  return (
    title
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/gu, '-')
      .replace(/^-|-$/gu, '') || 'export'
  );
}
