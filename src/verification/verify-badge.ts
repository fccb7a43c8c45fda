import { type Unpacked, unpack } from '../formats/index.ts';
import { failed, skipped, unknown } from './check.ts';
import { checkRecipient } from './check-recipient.ts';
import { quoted } from './document.ts';
import { type Ask, createAsk } from './resolve.ts';
import { asChecks, type Verification, type VerifyOptions } from './verification.ts';
import { verifyAssertion } from './verify-assertion.ts';
import { checkKnownIssuer, unreadable, verifyCredential } from './verify-credential.ts';

/**
 * Every check of a badge as of a day. Pure: the clock is `asOf` and others are asked through `resolve` alone. Nothing in a
 * document makes it throw; what it cannot decide is UNKNOWN.
 */
export async function verifyBadge(unpacked: Unpacked, options: VerifyOptions): Promise<Verification> {
  const { ask, askedAt } = createAsk(options.resolve);
  const verification = await verifyUnpacked(unpacked, options, ask);
  const fetchedAt = askedAt();
  return { ...verification, ...(fetchedAt && { fetchedAt }) };
}

async function verifyUnpacked(unpacked: Unpacked, options: VerifyOptions, ask: Ask): Promise<Verification> {
  switch (unpacked.packaging) {
    case 'OB2_HOSTED':
    case 'OB2_SIGNED':
      return verifyAssertion(unpacked, options, ask);
    case 'ADDRESS':
      return verifyAtAddress(unpacked, options, ask);
    case 'CREDLY_JSON':
    case 'BADGR_JSON':
      return describeExport(unpacked, options);
    case 'UNKNOWN':
      return { ...unreadable('It is JSON, but no badge of a kind that is known here.'), container: unpacked.container };
    default:
      return verifyCredential(unpacked, options, ask);
  }
}

/** The badge that lies at an address, verified as such. */
async function verifyAtAddress(
  { address = '', container }: Unpacked,
  options: VerifyOptions,
  ask: Ask,
): Promise<Verification> {
  const answer = await ask(address);
  if (!answer.ok) {
    const reason = `Only the badge's address was given, and it could not be asked: ${answer.message}.`;
    const finding = ['GONE', 'NOT_FOUND'].includes(answer.reason) ? failed(reason) : unknown(reason);
    return { packaging: 'ADDRESS', container, document: {}, ...asChecks({ STRUCTURE: finding }) };
  }
  const unpacked = await unpack(answer.bytes);
  const reason = unpacked.ok ? `${quoted(address)} answers another address; give that one.` : unpacked.problem.message;
  if (!unpacked.ok || unpacked.value.packaging === 'ADDRESS')
    return { ...unreadable(reason), packaging: 'ADDRESS', container };
  return verifyUnpacked({ ...unpacked.value, container }, options, ask);
}

/** What a platform's API says about a badge is signed by nobody and hosted nowhere. */
function describeExport({ packaging, container, document }: Unpacked, options: VerifyOptions): Verification {
  const platform = packaging === 'CREDLY_JSON' ? 'Credly' : 'Badgr';
  return {
    packaging,
    container,
    document,
    ...asChecks({
      STRUCTURE: unknown(
        `It is what ${platform}'s API says about a badge, not the badge; the badge itself has more to check.`,
      ),
      CONTEXT: skipped('It has no contexts.'),
      PROOF: unknown(`It carries no proof; download the badge from ${platform} as an Open Badge and give that.`),
      ISSUER_IDENTITY: unknown('Without a proof nobody can tell who issued this.'),
      DATES: skipped('What an unsigned document says of its dates decides nothing.'),
      REVOCATION: skipped('It names no list by which it could be revoked.'),
      RECIPIENT: checkRecipient([], options.recipients),
      ENDORSEMENTS: skipped('Nobody endorses it.'),
      KNOWN_ISSUER: checkKnownIssuer(null, options),
    }),
  };
}
