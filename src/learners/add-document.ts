import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { fileTypeFromBuffer } from 'file-type';
import type { Db } from '../db/client.ts';
import type { LearnerId, PriorLearningClaimId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { PriorLearningDocument } from './find-prior-learning.ts';
import { DOCUMENT_TYPES, LARGEST_DOCUMENT, PRIOR_LEARNING_LIMITS } from './prior-learning.ts';
import { priorLearningClaim, priorLearningDocument } from './tables.ts';

const NAME_AT_MOST = 200;

/** Adds a document to a learner's own draft. What it is, its bytes say; a name or a header may lie. Run it in a transaction. */
export async function addDocument(
  db: Db,
  learnerId: LearnerId,
  claimId: PriorLearningClaimId,
  { name, content }: { readonly name: string; readonly content: Buffer },
): Promise<Result<PriorLearningDocument, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const own = and(eq(priorLearningClaim.learnerId, learnerId), eq(priorLearningClaim.id, claimId));
  const [claim] = await db
    .select({ state: priorLearningClaim.state })
    .from(priorLearningClaim)
    .where(own)
    .for('update');
  if (!claim) return fail('NOT_FOUND', 'you made no such claim');
  if (claim.state !== 'DRAFT') return fail('BAD_USER_INPUT', 'the claim was submitted; documents go with a draft');
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > NAME_AT_MOST || /[\p{Cc}/\\]/u.test(trimmed)) {
    return fail('BAD_USER_INPUT', `name is a file's name of 1 to ${NAME_AT_MOST} characters, without / and \\`, 'name');
  }
  if (content.length > LARGEST_DOCUMENT) {
    return fail('BAD_USER_INPUT', `the document is larger than ${LARGEST_DOCUMENT} bytes; make it smaller`);
  }
  const mediaType = (await fileTypeFromBuffer(content))?.mime ?? '';
  if (DOCUMENT_TYPES[mediaType] === undefined) {
    const kinds = Object.values(DOCUMENT_TYPES).join(', ');
    return fail('BAD_USER_INPUT', `its content is none of ${kinds}; hand it in as one of those`);
  }
  const held = await db.$count(
    priorLearningDocument,
    and(eq(priorLearningDocument.learnerId, learnerId), eq(priorLearningDocument.claimId, claimId)),
  );
  if (held >= PRIOR_LEARNING_LIMITS.documents) {
    return fail('BAD_USER_INPUT', `a claim has at most ${PRIOR_LEARNING_LIMITS.documents} documents`);
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  const row = { learnerId, claimId, name: trimmed, mediaType, size: content.length, sha256 };
  const [written] = await db
    .insert(priorLearningDocument)
    .values({ ...row, content })
    .returning({ id: priorLearningDocument.id, createdAt: priorLearningDocument.createdAt });
  if (!written) throw new Error('the document was not written');
  return ok({ ...row, ...written });
}
