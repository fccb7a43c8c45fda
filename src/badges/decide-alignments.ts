import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId, SkillId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { BadgeRecord } from '../formats/record.ts';
import { findSkillsByWords, type LinkedSkill } from '../skills/index.ts';
import type { AlignmentKind, VerificationState } from './badge.ts';
import { classifyAlignment, ctidIn } from './classify-alignment.ts';

/** A stored badge and what its document says. */
export interface StoredBadge {
  readonly stated: BadgeRecord;
  readonly learnerId: LearnerId;
  readonly badgeId: BadgeId;
  readonly verification: VerificationState;
  readonly revokedAt: string | null;
}

type Alignment = BadgeRecord['alignments'][number];

/** An alignment, what it points at, the rule that decided so, and the skill its words name. */
export interface DecidedAlignment extends Alignment {
  readonly learnerId: LearnerId;
  readonly badgeId: BadgeId;
  readonly position: number;
  readonly kind: AlignmentKind;
  readonly rule: string;
  readonly skillId: SkillId | null;
  readonly how: LinkedSkill['how'] | 'UNRESOLVED';
}

/** Classifies the alignments of badges and links them to what is loaded, by badge and in the order of the document. */
export async function decideAlignments(
  db: Db,
  badges: readonly StoredBadge[],
): Promise<Map<BadgeId, DecidedAlignment[]>> {
  const all = badges.flatMap(({ stated }) => stated.alignments);
  const links = await findSkillsByWords(db, all.flatMap(wordsOf));
  const credentials = await findCredentialUris(db, all.flatMap(addressesOf));
  return new Map(
    badges.map(({ stated, learnerId, badgeId }) => [
      badgeId,
      stated.alignments.map((alignment, position) => ({
        ...{ learnerId, badgeId, position },
        ...alignment,
        ...decide(
          alignment,
          (word) => links.get(word),
          (uri) => credentials.has(uri),
        ),
      })),
    ]),
  );
}

/** The words by which an alignment may name a skill, surest first. */
export function wordsOf(alignment: Pick<Alignment, 'targetUrl' | 'targetCode' | 'targetName'>): string[] {
  const { targetUrl, targetCode, targetName } = alignment;
  return [...new Set([...addressesOf(alignment), targetUrl, targetCode, targetName])].filter(
    (word) => word !== undefined,
  );
}

const REGISTRY = 'https://credentialengineregistry.org/resources/';

/** The address as it stands and as the Credential Registry states it, where a CTID names one of its resources. */
function addressesOf({ targetUrl, targetCode }: Pick<Alignment, 'targetUrl' | 'targetCode'>): string[] {
  const ctid = ctidIn(targetUrl ?? '') ?? ctidIn(targetCode ?? '');
  return [targetUrl, ...(ctid === null ? [] : [`${REGISTRY}${ctid}`, ctid])].filter((each) => each !== undefined);
}

async function findCredentialUris(db: Db, uris: readonly string[]): Promise<Set<string>> {
  if (uris.length === 0) return new Set();
  const rows = await query<{ uri: string }>(
    db,
    sql`select uri from credential where uri in (select uri from ${rowsOf(
      [...new Set(uris)].map((uri) => ({ uri })),
      'uri text',
    )} as input)`,
  );
  return new Set(rows.map(({ uri }) => uri));
}

function decide(
  alignment: Alignment,
  linkOf: (word: string) => LinkedSkill | undefined,
  isCredential: (uri: string) => boolean,
) {
  const { kind, rule } = classifyAlignment(alignment);
  const unresolved = { skillId: null, how: 'UNRESOLVED' as const };
  if (kind !== 'SKILL' && kind !== 'UNKNOWN') return { kind, rule, ...unresolved };
  const link = wordsOf(alignment)
    .map(linkOf)
    .find((found) => found !== undefined);
  if (link && kind === 'SKILL') return { kind, rule, ...link };
  // Words that name a loaded skill exactly name a skill, though no rule saw it (domain §2.14, rule 5).
  if (link) return { kind: 'SKILL' as const, rule: 'NAMES_LOADED_SKILL', ...link };
  const isOfCatalogue = kind === 'UNKNOWN' && addressesOf(alignment).some(isCredential);
  return isOfCatalogue
    ? { kind: 'CREDENTIAL' as const, rule: 'NAMES_LOADED_CREDENTIAL', ...unresolved }
    : { kind, rule, ...unresolved };
}
