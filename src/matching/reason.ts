import type { EvidenceRung } from '../badges/index.ts';
import type { NearRelation } from '../skills/index.ts';
import type { RequirementState } from './scoring-policy.ts';

/** What a sentence about one requirement is made of; names are null where the reader may not know them. */
export interface ReasonFacts {
  readonly state: RequirementState;
  readonly isMet: boolean;
  readonly asked: string;
  readonly held: string | null;
  readonly relation: NearRelation | null;
  readonly badge: string | null;
  readonly issuer: string | null;
  readonly isVerified: boolean;
  /** Whether its issuer, though proven, is no organisation known here: then its name is only what it calls itself. */
  readonly isStranger: boolean;
  readonly endedOn: string | null;
  readonly acceptedFrom: EvidenceRung | null;
}

type Wording = (facts: ReasonFacts) => string;

const RUNG_ENGLISH: Record<EvidenceRung, string> = {
  VERIFIED_ASSESSED: 'a verified badge of assessed learning',
  VERIFIED_UNASSESSED: 'a verified badge',
  ENDORSED: 'an endorsement',
  IMPORTED_UNVERIFIED: 'a badge',
  SELF_CLAIMED: 'the learner’s own word',
};
const RUNG_FRENCH: Record<EvidenceRung, string> = {
  VERIFIED_ASSESSED: 'un badge vérifié d’un apprentissage évalué',
  VERIFIED_UNASSESSED: 'un badge vérifié',
  ENDORSED: 'une recommandation',
  IMPORTED_UNVERIFIED: 'un badge',
  SELF_CLAIMED: 'la parole de l’apprenant',
};

/** Why a requirement is in its state, in one sentence a person understands. French for any `fr` tag, else English. */
export function reasonOf(facts: ReasonFacts, language: string): string {
  return (language.startsWith('fr') ? FRENCH : ENGLISH)(facts);
}

const ENGLISH: Wording = ({
  state,
  isMet,
  asked,
  held,
  relation,
  badge,
  issuer,
  isVerified,
  isStranger,
  endedOn,
  acceptedFrom,
}) => {
  const from = `${issuer ? ` from ${issuer}` : ''}${isStranger ? ' (an issuer not known here)' : ''}`;
  const award = badge === null ? 'the learner’s own word' : `the badge “${badge}”${from}`;
  const check = badge === null || isVerified ? '' : ' (not verified yet)';
  const short = isMet || acceptedFrom === null ? '' : ` The employer asks for ${RUNG_ENGLISH[acceptedFrom]} or better.`;
  const near = {
    SAME: `“${asked}”`,
    EXACT: `“${held}”, the same skill in another framework`,
    NARROWER: `“${held}”, a narrower skill`,
    CLOSE: `“${held}”, a skill close to it`,
    BROADER: `“${held}”, a broader skill, which is only a start`,
  };
  switch (state) {
    case 'VERIFIED':
      return `Shown by ${award}, verified.${short}`;
    case 'CLAIMED':
      return `Shown by ${award}${check}.${short}`;
    case 'INFERRED':
      return `Inferred: ${award}${check} shows ${near[relation ?? 'SAME']}.${short}`;
    case 'LAPSED':
      return relation === 'SAME'
        ? `${sentence(award)} showed it until ${endedOn}.`
        : `${sentence(award)} showed ${near[relation ?? 'SAME']}, until ${endedOn}.`;
    case 'MISSING':
      return 'No badge or claim shows it.';
    case 'NOT_DISCLOSED':
      return 'Nothing the learner shares with you shows it.';
    case 'UNRESOLVED':
      return `The words “${asked}” name no skill that is loaded here, so nothing can show it yet.`;
  }
};

const FRENCH: Wording = ({
  state,
  isMet,
  asked,
  held,
  relation,
  badge,
  issuer,
  isVerified,
  isStranger,
  endedOn,
  acceptedFrom,
}) => {
  const from = `${issuer ? ` de ${issuer}` : ''}${isStranger ? ' (un émetteur inconnu ici)' : ''}`;
  const award = badge === null ? 'la parole de l’apprenant' : `le badge « ${badge} »${from}`;
  const check = badge === null || isVerified ? '' : ' (pas encore vérifié)';
  const short = isMet || acceptedFrom === null ? '' : ` L’employeur demande au moins ${RUNG_FRENCH[acceptedFrom]}.`;
  const near = {
    SAME: `« ${asked} »`,
    EXACT: `« ${held} », la même compétence dans un autre référentiel`,
    NARROWER: `« ${held} », une compétence plus étroite`,
    CLOSE: `« ${held} », une compétence proche`,
    BROADER: `« ${held} », une compétence plus large, ce qui n’est qu’un début`,
  };
  switch (state) {
    case 'VERIFIED':
      return `Démontrée par ${award}, vérifié.${short}`;
    case 'CLAIMED':
      return `Démontrée par ${award}${check}.${short}`;
    case 'INFERRED':
      return `Déduite : ${award}${check} démontre ${near[relation ?? 'SAME']}.${short}`;
    case 'LAPSED':
      return relation === 'SAME'
        ? `${sentence(award)} la démontrait jusqu’au ${endedOn}.`
        : `${sentence(award)} démontrait ${near[relation ?? 'SAME']}, jusqu’au ${endedOn}.`;
    case 'MISSING':
      return 'Aucun badge ni déclaration ne la démontre.';
    case 'NOT_DISCLOSED':
      return 'Rien de ce que l’apprenant partage avec vous ne la démontre.';
    case 'UNRESOLVED':
      return `Les mots « ${asked} » ne nomment aucune compétence chargée ici; rien ne peut encore la démontrer.`;
  }
};

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
