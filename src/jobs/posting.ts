import type { LocalizedText } from '../db/columns.ts';
import type { OccupationId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';

/** What a posting says beside its requirement. */
export interface PostingFacts {
  /** The employer's own id of the position, 1 to 200 characters. */
  readonly positionId: string;
  /** In one language at least, 1 to 200 characters each. */
  readonly title: LocalizedText;
  /** At most 20,000 characters each. */
  readonly description: LocalizedText;
  /** At most 200 characters; null when not stated. */
  readonly region: string | null;
  readonly occupationId: OccupationId | null;
  /** Five digits. Source: National Occupational Classification 2021. */
  readonly noc2021: string | null;
  /** Null when it stays open until it is closed. */
  readonly closesAt: Date | null;
}

const WORDS_AT_MOST = 200;
const DESCRIPTION_AT_MOST = 20_000;

/**
 * Reads what is stated of a posting: the facts without blanks around names, or the first that is none.
 *
 * @param facts  those stated; what is absent is not judged
 * @param asOf   a posting closes after it
 */
export function readFacts<F extends Partial<PostingFacts>>(facts: F, asOf: Date): Result<F, 'BAD_USER_INPUT'> {
  const bad = (field: string, message: string) => fail('BAD_USER_INPUT', `${field} ${message}`, `input.${field}`);
  const { region, noc2021, closesAt } = facts;
  const positionId = facts.positionId?.trim();
  if (positionId === '') return bad('positionId', 'is empty; state your own');
  if (isLonger(positionId, WORDS_AT_MOST)) return bad('positionId', tooLong(WORDS_AT_MOST));

  const title =
    facts.title && Object.fromEntries(Object.entries(facts.title).map(([language, text]) => [language, text.trim()]));
  if (title && Object.keys(title).length === 0) return bad('title', 'is empty; state one');
  for (const [language, text] of Object.entries(title ?? {})) {
    const field = language === 'fr' ? 'titleFr' : 'title';
    if (text === '') return bad(field, 'is empty; state one');
    if (isLonger(text, WORDS_AT_MOST)) return bad(field, tooLong(WORDS_AT_MOST));
  }
  if (Object.values(facts.description ?? {}).some((text) => isLonger(text, DESCRIPTION_AT_MOST)))
    return bad('description', tooLong(DESCRIPTION_AT_MOST));
  if (isLonger(region, WORDS_AT_MOST)) return bad('region', tooLong(WORDS_AT_MOST));
  if (noc2021 != null && !/^\d{5}$/u.test(noc2021)) return bad('noc2021', 'is no NOC 2021 code; write five digits');
  if (closesAt != null && !(closesAt > asOf)) return bad('closesAt', 'is past; state a moment to come');
  return ok({ ...facts, ...(positionId !== undefined && { positionId }), ...(title && { title }) });
}

function isLonger(text: string | null | undefined, most: number): boolean {
  return (text?.length ?? 0) > most;
}

function tooLong(most: number): string {
  return `is longer than ${most} characters; shorten it`;
}
