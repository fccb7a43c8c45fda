import { type BadgeToRecord, recordBadges, recordBundles } from '../badges/index.ts';
import { upsertCredentials } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId, SourceRecordId } from '../db/ids.ts';
import type { Issue } from '../formats/format.ts';
import type {
  BadgeBundleRecord,
  BadgeRecord,
  CredentialRecord,
  FrameworkRecord,
  HubRecord,
  JobRecord,
  KeptRecord,
  LevelScaleRecord,
  OccupationCrosswalkRecord,
  OccupationRecord,
  OrganizationRecord,
  SkillRecord,
} from '../formats/record.ts';
import { findRecipients } from '../learners/index.ts';
import { type Reading, type Recorded, tellRun } from '../provenance/index.ts';
import { findOrganizationIds, upsertOrganizations } from '../providers/index.ts';
import {
  type EdgeContext,
  type FrameworkTarget,
  upsertFramework,
  upsertLevelScales,
  upsertOccupations,
  upsertSkills,
} from '../skills/index.ts';
import { enqueueVerification } from '../verifying/index.ts';
import type { Applied } from './applied.ts';
import { applyCrosswalks } from './apply-crosswalks.ts';
import { applyEdges, type EdgeRecord } from './apply-edges.ts';
import { applyEntities } from './apply-entities.ts';
import { applyJobs } from './apply-jobs.ts';
import type { Batch } from './batches.ts';

/** What one run remembers between batches: the framework its concepts belong to. */
export interface RunMemory {
  framework?: FrameworkTarget;
}

/** Applies one batch in the caller's transaction. */
export async function applyBatch(tx: Db, reading: Reading, memory: RunMemory, batch: Batch): Promise<Applied> {
  await tellRun(tx, reading.runId);
  const applied = await applyRecords(tx, reading, memory, batch.type, batch.records);
  return { ...applied, issues: [...batch.issues, ...applied.issues] };
}

async function applyRecords(
  tx: Db,
  reading: Reading,
  memory: RunMemory,
  type: HubRecord['type'],
  records: readonly HubRecord[],
): Promise<Applied> {
  switch (type) {
    case 'framework': {
      for (const record of records as FrameworkRecord[]) memory.framework = await upsertFramework(tx, record);
      return { created: 0, updated: 0, unchanged: 0, issues: [] };
    }
    case 'skill': {
      const target = targetOf(memory);
      return applyEntities(tx, reading, records as SkillRecord[], async (changed) => {
        await upsertSkills(
          tx,
          target,
          changed.map(({ record, id }) => ({ ...record, kind: record.skillKind, sourceRecordId: id })),
        );
        return [];
      });
    }
    case 'occupation': {
      const target = targetOf(memory);
      return applyEntities(tx, reading, records as OccupationRecord[], async (changed) => {
        await upsertOccupations(
          tx,
          target,
          changed.map(({ record, id }) => ({ ...record, kind: record.occupationKind, sourceRecordId: id })),
        );
        return [];
      });
    }
    case 'organization':
      return applyEntities(tx, reading, records as OrganizationRecord[], async (changed) => {
        await upsertOrganizations(
          tx,
          changed.map(({ record, id }) => ({ ...record, kind: record.organizationKind, sourceRecordId: id })),
        );
        return [];
      });
    case 'credential':
      return applyEntities(tx, reading, records as CredentialRecord[], (changed) => applyCredentials(tx, changed));
    case 'level-scale':
      return applyEntities(tx, reading, records as LevelScaleRecord[], async (changed) => {
        await upsertLevelScales(
          tx,
          changed.map(({ record }) => record),
        );
        return [];
      });
    case 'job':
      return applyJobs(tx, reading, records as JobRecord[]);
    case 'kept':
      return applyEntities(tx, reading, records as KeptRecord[], async () => []);
    case 'badge':
      return applyOwned(tx, reading, records as BadgeRecord[], recordAndVerify);
    case 'badge-bundle':
      return applyOwned(tx, reading, records as BadgeBundleRecord[], recordBundles);
    case 'occupation-crosswalk':
      return applyCrosswalks(tx, reading, records as OccupationCrosswalkRecord[]);
    case 'skill-relation':
      return applyEdges(tx, reading, scopeOf(memory, records), type, records as EdgeRecord[]);
    default:
      return applyEdges(tx, reading, targetOf(memory), type, records as EdgeRecord[]);
  }
}

function targetOf({ framework }: RunMemory): FrameworkTarget {
  if (!framework) throw new Error('a format yielded concepts before their framework');
  return framework;
}

/** Crosswalks alone need no framework of their own: each end is looked for in all. */
function scopeOf(memory: RunMemory, records: readonly HubRecord[]): Pick<EdgeContext, 'frameworkId'> {
  const isApart = !memory.framework && records.every((edge) => edge.type === 'skill-relation' && edge.isCrosswalk);
  return isApart ? { frameworkId: null } : targetOf(memory);
}

async function applyCredentials(tx: Db, changed: readonly Recorded<CredentialRecord>[]): Promise<Issue[]> {
  const providers = await findOrganizationIds(
    tx,
    changed.map(({ record }) => record.providerUri),
  );
  const unresolved = await upsertCredentials(
    tx,
    changed.flatMap(({ record, id }) => {
      const providerId = providers.get(record.providerUri);
      if (providerId === undefined) throw new Error(`${record.uri} came before its provider ${record.providerUri}`);
      return [{ stated: record, providerId, sourceRecordId: id }];
    }),
  );
  const places = new Map(changed.map(({ record }) => [record.uri, record.place]));
  return unresolved.flatMap(({ credentialUri, statement }) => {
    const place = places.get(credentialUri);
    if (!place) return [];
    const message = `no loaded skill is called "${statement}"; it is kept as words and linked when a framework brings it`;
    return [{ severity: 'WARNING' as const, code: 'SKILL_UNRESOLVED' as const, place, message, raw: statement }];
  });
}

/** Stores badges; workers verify them. */
async function recordAndVerify(tx: Db, badges: readonly BadgeToRecord[]): Promise<void> {
  const ids = await recordBadges(tx, badges);
  await enqueueVerification(
    tx,
    ids.filter((id) => id !== undefined),
  );
}

/** What is a learner's, but of none here, is left out, each with an issue: nobody could decide who sees it. */
async function applyOwned<R extends BadgeRecord | BadgeBundleRecord>(
  tx: Db,
  reading: Reading,
  records: readonly R[],
  record: (tx: Db, owned: { stated: R; learnerId: LearnerId; sourceRecordId: SourceRecordId }[]) => Promise<unknown>,
): Promise<Applied> {
  const owners = await findRecipients(
    tx,
    records.map(({ recipients }) => recipients),
  );
  const owned = records.filter((_, index) => owners[index] !== undefined);
  const byRecord = new Map(records.map((record, index) => [record, owners[index]]));
  const applied = await applyEntities(tx, reading, owned, async (changed) => {
    await record(
      tx,
      changed.flatMap(({ record, id }) => {
        const learnerId = byRecord.get(record);
        return learnerId === undefined ? [] : [{ stated: record, learnerId, sourceRecordId: id }];
      }),
    );
    return [];
  });
  const strangers = records.filter((_, index) => owners[index] === undefined);
  return {
    ...applied,
    issues: [
      ...applied.issues,
      ...strangers.map(
        (record): Issue => ({
          severity: 'ERROR',
          code: 'RECIPIENT_UNKNOWN',
          place: record.place,
          message:
            'no learner here has the recipient it names; add the identity to the learner, or hand the badge in as them',
          record: { kind: record.kind, key: record.key },
        }),
      ),
    ],
  };
}
