import type { Db } from '../db/client.ts';
import type { Issue } from '../formats/format.ts';
import type { OccupationRelationRecord, OccupationSkillRecord, SkillRelationRecord } from '../formats/record.ts';
import type { Reading } from '../provenance/index.ts';
import {
  type EdgeContext,
  upsertOccupationRelations,
  upsertOccupationSkills,
  upsertSkillRelations,
} from '../skills/index.ts';
import type { Applied } from './applied.ts';

export type EdgeRecord = SkillRelationRecord | OccupationRelationRecord | OccupationSkillRecord;

/** Applies a batch of edges of one type. An end that is no known URI is an issue at its column; the edge is left out. */
export async function applyEdges(
  tx: Db,
  reading: Reading,
  { frameworkId }: Pick<EdgeContext, 'frameworkId'>,
  type: EdgeRecord['type'],
  records: readonly EdgeRecord[],
): Promise<Applied> {
  const distinct = [...new Map(records.map((record) => [nameOf(record), record])).values()];
  const context = {
    frameworkId,
    sourceId: reading.sourceId,
    seenRunId: reading.tracksSeen ? reading.runId : null,
  };
  const outcome =
    type === 'skill-relation'
      ? await upsertSkillRelations(tx, context, distinct.filter((edge) => edge.type === type).map(slim))
      : type === 'occupation-skill'
        ? await upsertOccupationSkills(tx, context, distinct.filter((edge) => edge.type === type).map(slim))
        : await upsertOccupationRelations(tx, context, distinct.filter((edge) => edge.type === type).map(slim));

  const unknown = (positions: readonly number[], end: 'from' | 'to'): Issue[] =>
    positions.flatMap((position) => {
      const edge = distinct[position];
      if (!edge) return [];
      const place = { ...edge.place, column: edge.columns[end] };
      const message = `no concept has the URI ${edge[end]}; add the concept or correct the URI`;
      return [{ severity: 'ERROR' as const, code: 'URI_UNKNOWN' as const, place, message, raw: edge[end] }];
    });
  return {
    created: outcome.created,
    updated: outcome.updated,
    // A row stated twice word for word is the same edge.
    unchanged: outcome.unchanged + records.length - distinct.length,
    issues: [...unknown(outcome.unknownFrom, 'from'), ...unknown(outcome.unknownTo, 'to')],
  };
}

function nameOf(edge: EdgeRecord): string {
  const kind = edge.type === 'skill-relation' ? edge.kind : edge.type === 'occupation-skill' ? edge.relation : '';
  return `${kind} ${edge.from} ${edge.to}`;
}

/** Leaves out what the statement does not read; a batch is thousands of rows. */
function slim<E extends EdgeRecord>({ place: _place, columns: _columns, type: _type, ...edge }: E) {
  return edge;
}
