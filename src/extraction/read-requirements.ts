import type { Importance } from '../jobs/requirement.ts';
import type { Span } from '../ranker/ranker.ts';
import { countSaid } from './alternatives.ts';
import { asksForNothing } from './boilerplate.ts';
import { cuesIn } from './cues.ts';
import { type Language, PHRASES_AT_MOST, type Phrase } from './extraction.ts';
import type { SectionKind } from './headings.ts';
import { languageOf } from './language.ts';
import type { ReadSection, SectionLine } from './read-sections.ts';
import { type DraftGroup, type DraftLeaf, readStatement } from './read-statement.ts';
import { sentencesOf } from './sentences.ts';
import type { SpotterWeights } from './spotter.ts';

/** What the lines of a text ask for, before anything is linked. */
export interface Draft {
  readonly parts: readonly (DraftLeaf | DraftGroup)[];
  readonly experience: readonly Phrase[];
  /** Whether more stood in the text than is read. */
  readonly isCut: boolean;
}

/** What a section says of all it holds; headings that say nothing of it leave it open. */
const USUAL: Readonly<Record<SectionKind, Importance>> = {
  ...{ REQUIREMENTS: 'REQUIRED', PREFERRED: 'PREFERRED', RESPONSIBILITIES: 'UNSPECIFIED' },
  ...{ BENEFITS: 'UNSPECIFIED', ABOUT: 'UNSPECIFIED', APPLY: 'UNSPECIFIED', UNSTATED: 'UNSPECIFIED' },
};

/** What a line that ends in a colon says of the items behind it. */
interface Lead {
  readonly importance: Importance | null;
  /** How many of them are needed; null where all are. */
  readonly atLeast: number | null;
  readonly items: (DraftLeaf | DraftGroup)[];
}

/** The leaves of a draft, left to right. */
export function leavesOf(part: DraftLeaf | DraftGroup): DraftLeaf[] {
  return 'children' in part ? part.children.flatMap(leavesOf) : [part];
}

/** Reads the sections of a text, line by line. */
export function readRequirements(
  text: string,
  sections: readonly ReadSection[],
  language: Language,
  weights: SpotterWeights,
): Draft {
  const parts: (DraftLeaf | DraftGroup)[] = [];
  const experience: Phrase[] = [];
  let [lead, count, isCut]: [Lead | null, number, boolean] = [null, 0, false];
  const closeLead = () => {
    if (lead) parts.push(...groupOf(lead));
    lead = null;
  };
  for (const section of sections) {
    closeLead();
    if (section.heading) lead = leadIn(text.slice(section.heading.start, section.heading.end));
    for (const line of section.lines) {
      if (lead && !line.isItem) closeLead();
      const opened = isLead(text, line) ? leadIn(text.slice(line.start, line.end)) : null;
      if (opened) {
        closeLead();
        lead = opened;
        continue;
      }
      const usual: Importance = (lead as Lead | null)?.importance ?? USUAL[section.kind];
      const found = readLine(
        text,
        line,
        { language: languageOf(text.slice(line.start, line.end)) ?? language, usual },
        weights,
      );
      const size = found.parts.flatMap(leavesOf).length + found.experience.length;
      if (count + size > PHRASES_AT_MOST) {
        isCut = true;
        break;
      }
      count += size;
      experience.push(...found.experience);
      const open = lead as Lead | null;
      if (open?.atLeast && found.parts.length > 0) open.items.push(asOne(found.parts));
      else parts.push(...found.parts);
    }
  }
  closeLead();
  return { parts, experience, isCut };
}

function readLine(
  text: string,
  line: SectionLine,
  { language, usual }: { language: Language; usual: Importance },
  weights: SpotterWeights,
): { parts: (DraftLeaf | DraftGroup)[]; experience: Phrase[] } {
  const parts: (DraftLeaf | DraftGroup)[] = [];
  const experience: Phrase[] = [];
  for (const { start, end } of sentencesOf(text, line)) {
    const sentence = text.slice(start, end);
    if (asksForNothing(sentence, line.section)) continue;
    const read = readStatement(
      sentence,
      start,
      { section: line.section, language, isItem: line.isItem, usual },
      weights,
    );
    parts.push(...read.parts);
    experience.push(...read.experience);
  }
  return { parts, experience };
}

/** A line that names nothing and announces what follows. */
function isLead(text: string, { start, end }: Span): boolean {
  return /[:：]\s*$/u.test(text.slice(start, end));
}

function leadIn(words: string): Lead | null {
  const [cue] = cuesIn(words);
  const said = countSaid(words);
  if (!cue && !said) return null;
  const importance = cue && cue.importance !== 'NOT_NEEDED' ? cue.importance : null;
  return { importance, atLeast: said?.atLeast ?? null, items: [] };
}

function asOne(parts: readonly (DraftLeaf | DraftGroup)[]): DraftLeaf | DraftGroup {
  const [first] = parts;
  return parts.length === 1 && first ? first : { kind: 'ALL', atLeast: null, children: parts };
}

function groupOf({ atLeast, items }: Lead): (DraftLeaf | DraftGroup)[] {
  if (atLeast === null || items.length <= atLeast) return items;
  return [{ kind: atLeast === 1 ? 'ANY' : 'AT_LEAST', atLeast: atLeast === 1 ? null : atLeast, children: items }];
}
