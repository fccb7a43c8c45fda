import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { auditEvent } from './tables.ts';
import type { Viewer } from './viewer.ts';

/** What somebody did, and to whose data; `learnerId` is absent for a right that is no learner's. */
export interface AuditedAct {
  readonly action: string;
  readonly learnerId?: LearnerId;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Notes that somebody read or changed a learner's data, or changed a right. The rows are never changed. */
export async function recordAudit(db: Db, viewer: Viewer, act: AuditedAct): Promise<void> {
  await db.insert(auditEvent).values({ actor: actorOf(viewer), detail: {}, ...act });
}

/** A person is named by their account, so that the trail outlives their erasure. */
function actorOf(viewer: Viewer): string {
  if (viewer.role === 'ANONYMOUS') return 'anonymous';
  if (viewer.accountId !== null) return `${viewer.role} account ${viewer.accountId}`;
  return `${viewer.role} ${viewer.clientId ?? ''} ${viewer.name}`;
}
