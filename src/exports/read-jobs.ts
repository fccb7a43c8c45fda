import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';
import type { ExportRecord } from '../formats/export.ts';
import type { JobRecord } from '../formats/record.ts';
import { isOpen } from '../jobs/index.ts';
import type { Importance, RequirementKind, StatedLevel, StatedRequirement } from '../jobs/requirement.ts';
import { recordPages } from './keyset-pages.ts';
import { findKept } from './read-catalogue.ts';

/** Postings of one statement, each with its whole requirement tree. */
const PAGE = 100;

/**
 * Open postings as records, each with its employer and its requirement in its author's words, then what was kept of the sources in
 * this format. One whose closing day is past is left out. Reads page by page: what is written meanwhile may be in or not.
 *
 * @param formatName  of the exporter: postings that came in it and were not changed here since are its own
 */
export async function* readJobs(db: Db, formatName: string): AsyncGenerator<ExportRecord> {
  yield* recordPages((after) => findPage(db, formatName, after), PAGE);
  yield* recordPages((after) => findKept(db, formatName, after), PAGE);
}

interface Node {
  readonly id: number;
  readonly parentId: number | null;
  readonly kind: RequirementKind;
  readonly atLeast: number | null;
  readonly importance: Importance;
  readonly weight: number;
  readonly statement: string | null;
  readonly neededAtHire: boolean;
  readonly acceptedFrom: NonNullable<StatedRequirement['acceptedFrom']> | null;
  readonly requiredLevel: StatedLevel | null;
  readonly desiredLevel: StatedLevel | null;
}

type Row = { id: string; isOwn: boolean; record: JobRecord; nodes: readonly Node[] } & Record<string, unknown>;

async function findPage(db: Db, formatName: string, after: string) {
  const rows = await query<Row>(
    db,
    sql`select job.id, coalesce(source.format = ${formatName}, false) as "isOwn",
               jsonb_strip_nulls(jsonb_build_object(
                 'type', 'job', 'place', jsonb_build_object('file', 'hub'), 'positionId', job.position_id,
                 'employer', jsonb_build_object('uri', employer.uri, 'name', employer.name, 'url', employer.url),
                 'title', job.title, 'description', job.description, 'url', job.url, 'region', job.region,
                 'occupation', coalesce(occupation.uri, job.noc2021), 'noc2021', job.noc2021,
                 'publishedAt', ${momentOf('published_at')}, 'closesAt', ${momentOf('closes_at')}))
               || jsonb_build_object('kind', coalesce(stated.kind, 'job'),
                    'key', coalesce(stated.key, employer.uri || ' ' || job.position_id), 'raw', stated.raw) as record,
               (select coalesce(jsonb_agg(jsonb_build_object(
                         'id', id, 'parentId', parent_id, 'kind', kind, 'atLeast', at_least, 'importance', importance,
                         'weight', weight, 'statement', statement, 'neededAtHire', needed_at_hire,
                         'acceptedFrom', accepted_from, 'requiredLevel', required_level, 'desiredLevel', desired_level)
                         order by position, id), '[]')
                from requirement where job_id = job.id) as nodes
        from job join organization employer on employer.id = job.employer_id
        left join occupation on occupation.id = job.occupation_id
        left join source_record stated on stated.id = job.source_record_id
        left join source on source.id = stated.source_id
        where job.id > ${after} and ${isOpen(sql`now()`)}
        order by job.id limit ${PAGE}`,
  );
  return rows.map(({ id, isOwn, record, nodes }) => {
    const requirement = treeOf(nodes);
    return { id, isOwn, record: { ...record, ...(requirement && { requirement }) } };
  });
}

function momentOf(column: string) {
  return sql.raw(`to_char(job.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}

/** A stored tree in its author's words; undefined where it asks for nothing. */
function treeOf(nodes: readonly Node[]): StatedRequirement | undefined {
  const children = new Map<number | null, Node[]>();
  for (const node of nodes) children.set(node.parentId, [...(children.get(node.parentId) ?? []), node]);
  const [root] = children.get(null) ?? [];
  return root && children.has(root.id) ? statedFrom(root, children) : undefined;
}

function statedFrom(node: Node, children: ReadonlyMap<number | null, readonly Node[]>): StatedRequirement {
  const says = {
    ...(node.importance !== 'UNSPECIFIED' && { importance: node.importance }),
    ...(node.weight !== 1 && { weight: node.weight }),
  };
  const parts = (children.get(node.id) ?? []).map((child) => statedFrom(child, children));
  if (node.kind === 'ALL') return { all: parts, ...says };
  if (node.kind === 'ANY') return { any: parts, ...says };
  if (node.kind === 'AT_LEAST') return { of: parts, atLeast: node.atLeast, ...says };
  return {
    [node.kind === 'SKILL' ? 'skill' : 'credential']: node.statement,
    ...says,
    ...(!node.neededAtHire && { neededAtHire: false }),
    ...(node.acceptedFrom !== null && { acceptedFrom: node.acceptedFrom }),
    ...(node.requiredLevel !== null && { requiredLevel: node.requiredLevel }),
    ...(node.desiredLevel !== null && { desiredLevel: node.desiredLevel }),
  };
}
