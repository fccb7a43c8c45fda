import { isObject, type Unpacked, unpackDocument, unpackJws } from '../formats/index.ts';
import { type Finding, failed, pass, skipped, worstOf } from './check.ts';
import { type Document, idOf, listOf, quoted } from './document.ts';

/** Most endorsements of one badge that are verified. */
const ENDORSEMENTS_AT_MOST = 20;

/** Verifies an endorsement by itself, without what it may be endorsed by in turn. */
export type VerifyEndorsement = (endorsement: Unpacked) => Promise<Finding>;

/** An endorsement and where it stands. */
interface Place {
  readonly value: unknown;
  readonly isJws: boolean;
  readonly level: string;
}

/** Every endorsement of a credential, its achievement and its issuer. Source: Open Badges 3.0, 3.3 and EndorsementCredential. */
export async function checkEndorsements(document: Document, verify: VerifyEndorsement): Promise<Finding> {
  const places = placesOf(document);
  if (places.length === 0) return skipped('Nobody endorses it.');
  if (places.length > ENDORSEMENTS_AT_MOST) {
    return failed(`It carries ${places.length} endorsements; ${ENDORSEMENTS_AT_MOST} are read at most.`);
  }
  const findings: Finding[] = [];
  // The standard's own example endorses the issuer at the badge.
  const endorsable = partsOf(document).map(([, part]) => idOf(part));
  for (const place of places) findings.push(await checkOne(place, endorsable, verify));
  return worstOf(findings);
}

/** What of a credential can be endorsed, in words. */
function partsOf(document: Document): readonly (readonly [string, unknown])[] {
  const subject = listOf(document.credentialSubject).find(isObject);
  const achievement = isObject(subject?.achievement) ? subject.achievement : undefined;
  return [
    ['the badge', document],
    ['its achievement', achievement],
    ['its issuer', document.issuer],
    ["its achievement's creator", achievement?.creator],
  ];
}

function placesOf(document: Document): Place[] {
  return partsOf(document).flatMap(([level, part]) => {
    if (!isObject(part)) return [];
    return [
      ...listOf(part.endorsement).map((value) => ({ level, value, isJws: false })),
      ...listOf(part.endorsementJwt).map((value) => ({ level, value, isJws: true })),
    ];
  });
}

async function checkOne(
  { value, isJws, level }: Place,
  endorsable: readonly (string | null)[],
  verify: VerifyEndorsement,
): Promise<Finding> {
  const told = (finding: Finding, by = 'An endorsement'): Finding => ({
    ...finding,
    reason: `${by} of ${level}: ${finding.reason}`,
  });
  const read = isJws && typeof value === 'string' ? unpackJws(value, 'NONE') : null;
  if (read && !read.ok) return told(failed(read.problem.message));
  if (!read && !isObject(value)) return told(failed('it is no endorsement but something else.'));
  const endorsement = read?.ok ? read.value : unpackDocument(value as Document);
  const { document } = endorsement;
  const by = `The endorsement by ${quoted(idOf(document.issuer) ?? 'nobody named')}`;
  if (!endorsement.packaging.startsWith('ENDORSEMENT'))
    return told(failed(`its type is ${quoted(document.type)}.`), by);
  const about = idOf(listOf(document.credentialSubject)[0]);
  if (about === null || !endorsable.includes(about))
    return told(failed(`it endorses ${quoted(about ?? 'nothing')}, which is something else.`), by);
  const finding = await verify(endorsement);
  return finding.result === 'PASS' ? told(pass('it holds.'), by) : told(finding, by);
}
