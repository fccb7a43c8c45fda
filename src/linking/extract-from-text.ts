import type { Db } from '../db/client.ts';
import type { SkillId } from '../db/ids.ts';
import { type ExtractedNode, type Extraction, extractRequirements } from '../extraction/index.ts';
import type { StatedRequirement } from '../jobs/requirement.ts';
import type { Result } from '../problem.ts';
import type { FoundBy } from '../ranker/ranker.ts';
import { rankerOf } from './ranker-of.ts';

/** From this confidence on a leaf is stated as the skill itself, below as its words, which are linked as all words are. */
const STATED_FROM = 0.8;
/** What only resembles the words; all else names the skill outright, as it does wherever words are linked. */
const RESEMBLING: readonly FoundBy[] = ['LEXICAL', 'SEMANTIC'];

/**
 * Reads a job advertisement with the skills of a framework, or of all.
 *
 * @param framework  short code; null looks in all
 */
export async function extractFromText(
  db: Db,
  text: string,
  framework: string | null,
): Promise<Result<Extraction, 'BAD_USER_INPUT' | 'NOT_FOUND' | 'INDEX_NOT_READY'>> {
  const ranker = await rankerOf(db, framework);
  return ranker.ok ? extractRequirements(text, ranker.value) : ranker;
}

/** The skills a tree may mean. */
export function skillsSuggestedIn(node: ExtractedNode): SkillId[] {
  if ('children' in node) return node.children.flatMap(skillsSuggestedIn);
  return node.suggestions.map(({ conceptId }) => conceptId as SkillId);
}

/**
 * A tree as an employer states it: what it confirms, changes and publishes.
 *
 * @param uriOf  the address of a skill; undefined where it is no longer there
 */
export function statedFrom(node: ExtractedNode, uriOf: (skill: SkillId) => string | undefined): StatedRequirement {
  const { importance } = node;
  if ('children' in node) {
    const parts = node.children.map((child) => statedFrom(child, uriOf));
    if (node.kind === 'AT_LEAST') return { of: parts, atLeast: node.atLeast, importance };
    return node.kind === 'ANY' ? { any: parts, importance } : { all: parts, importance };
  }
  if (node.kind === 'CREDENTIAL') return { credential: node.statement, importance };
  const [best] = node.suggestions;
  const isSure = best && (best.confidence >= STATED_FROM || !RESEMBLING.includes(best.foundBy));
  const uri = isSure ? uriOf(best.conceptId as SkillId) : undefined;
  const level = node.level && {
    [importance === 'PREFERRED' ? 'desiredLevel' : 'requiredLevel']: { name: node.level.words },
  };
  return { skill: uri ?? node.statement, importance, ...level };
}
