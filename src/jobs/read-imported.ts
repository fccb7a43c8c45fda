import type { JobRecord } from '../formats/record.ts';
import { ok, type Result } from '../problem.ts';
import { type PostingFacts, readFacts } from './posting.ts';
import { type RequirementGroup, readRequirement } from './requirement.ts';

/** An imported posting that can be stored. */
export interface ImportedPosting {
  readonly stated: JobRecord;
  readonly facts: Omit<PostingFacts, 'occupationId'>;
  readonly publishedAt: Date | null;
  /** Empty where the posting states none. */
  readonly requirement: RequirementGroup;
}

/** A posting that asks for nothing is met by nobody. */
const NOTHING_ASKED: RequirementGroup = {
  ...{ key: '', kind: 'ALL', atLeast: null, importance: 'UNSPECIFIED', weight: 1 },
  children: [],
};

/** Before any moment a posting may close at: what closed long ago is imported closed, not refused. */
const EVER = new Date(-8.64e15);

/** Reads a posting as `publishJob` does, but for its closing day, which may be past. */
export function readImported(stated: JobRecord): Result<ImportedPosting, 'BAD_USER_INPUT'> {
  const { positionId, title, description, region, noc2021, closesAt, publishedAt } = stated;
  const facts = readFacts(
    {
      ...{ positionId, title, description, region: region ?? null, noc2021: noc2021 ?? null },
      closesAt: closesAt === undefined ? null : new Date(closesAt),
    },
    EVER,
  );
  if (!facts.ok) return facts;
  const requirement = stated.requirement ? readRequirement(stated.requirement) : ok(NOTHING_ASKED);
  if (!requirement.ok) return requirement;
  return ok({
    ...{ stated, facts: facts.value, requirement: requirement.value },
    publishedAt: publishedAt === undefined ? null : new Date(publishedAt),
  });
}
