import type {
  BadgeFormat,
  BadgeOriginal,
  BundleMember,
  NamedAchievement,
  StatedEndorsement,
  StatedResult,
} from '../badges/badge.ts';
import type {
  AssessmentMethod,
  CredentialRelationKind,
  CredentialSkillRelation,
  CredentialType,
  DeliveryMode,
  EndorsementFact,
  FundingStatus,
  LearningFormat,
  Tristate,
} from '../credentials/credential.ts';
import type { LocalizedText } from '../db/columns.ts';
import type { StatedRequirement } from '../jobs/requirement.ts';
import type { OrganizationKind, OrganizationRole } from '../providers/organization.ts';
import type {
  OccupationCrosswalkKind,
  OccupationKind,
  OccupationSkillRelation,
  ReuseLevel,
  SkillKind,
  SkillRelationKind,
} from '../skills/skill.ts';

/** Where in the input something stands: file and line (tables) or pointer (JSON, RFC 6901), and the column when one is at fault. */
export interface Place {
  readonly file: string;
  /** 1-based line on which the record starts. */
  readonly line?: number;
  readonly column?: string;
  readonly pointer?: string;
}

/** What every record carries: where it stood and, for entities, the source's own record, whole. */
interface Stated {
  readonly place: Place;
}

interface Entity extends Stated {
  /** Kind of source record, with the language where a file states one language: `skill:en`. */
  readonly kind: string;
  /** The source's identifier of it. */
  readonly key: string;
  readonly raw: unknown;
}

/** The framework the following skills and occupations belong to; comes first. */
export interface FrameworkRecord extends Stated {
  readonly type: 'framework';
  readonly code: string;
  readonly name: LocalizedText;
  readonly version: string;
  readonly uri?: string;
  readonly attribution?: string;
}

export interface SkillRecord extends Entity {
  readonly type: 'skill';
  readonly uri: string;
  readonly code?: string;
  readonly skillKind: SkillKind;
  readonly reuseLevel?: ReuseLevel;
  readonly labels: LocalizedText;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly descriptions: LocalizedText;
}

export interface OccupationRecord extends Entity {
  readonly type: 'occupation';
  readonly uri: string;
  readonly code?: string;
  readonly occupationKind: OccupationKind;
  readonly labels: LocalizedText;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly descriptions: LocalizedText;
}

/**
 * What the hub has no table of its own for: kept whole with its source, counted, and given back where it is exported in the same
 * format.
 */
export interface KeptRecord extends Entity {
  readonly type: 'kept';
}

/** An ordered scale of proficiency; a higher `rank` is more proficient. */
export interface LevelScaleRecord extends Entity {
  readonly type: 'level-scale';
  readonly uri: string;
  readonly name: LocalizedText;
  readonly levels: readonly { readonly rank: number; readonly name: LocalizedText; readonly uri?: string }[];
}

/** An edge; `columns` names the two columns its ends were read from, so that an unknown end can be reported there. */
interface Edge extends Stated {
  readonly from: string;
  readonly to: string;
  readonly columns: { readonly from: string; readonly to: string };
}

export interface SkillRelationRecord extends Edge {
  readonly type: 'skill-relation';
  readonly kind: SkillRelationKind;
  /** True when `to` is in another framework, which may not be here yet. */
  readonly isCrosswalk: boolean;
  readonly confidence?: number;
  readonly vintage?: string;
  /** The source's own record of the edge, where it has one, such as a CFAssociation. */
  readonly raw?: unknown;
}

/** `from` is under the broader heading `to`. */
export interface OccupationRelationRecord extends Edge {
  readonly type: 'occupation-relation';
}

/** Occupation `from` needs skill `to`. */
export interface OccupationSkillRecord extends Edge {
  readonly type: 'occupation-skill';
  readonly relation: OccupationSkillRelation;
  readonly confidence?: number;
  /** As its framework rates it, on its own scale. */
  readonly importance?: number;
  /** Level needed, as a point of a scale (`LevelScaleRecord.uri`) that comes before. */
  readonly level?: { readonly scaleUri: string; readonly value: number };
  readonly raw?: unknown;
}

/** What names an occupation that may not be loaded: a URI, or the code it has in the framework of that short code. */
export interface OccupationRef {
  readonly framework?: string;
  readonly ref: string;
}

/** `from` and `to` of two classifications, which may both come later; stands in no framework. */
export interface OccupationCrosswalkRecord extends Stated {
  readonly type: 'occupation-crosswalk';
  readonly from: OccupationRef;
  readonly to: OccupationRef;
  readonly kind: OccupationCrosswalkKind;
  /** 0 to 1; a format states the figure it takes where its source has none. */
  readonly confidence: number;
  readonly vintage?: string;
  readonly raw?: unknown;
}

export interface OrganizationRecord extends Entity {
  readonly type: 'organization';
  readonly uri: string;
  readonly name: LocalizedText;
  readonly organizationKind: OrganizationKind;
  readonly roles: readonly OrganizationRole[];
  readonly url?: string;
  readonly region?: string;
}

/** A credential with all it states. Money in cents, time in hours or weeks; an absent field is one the source does not state. */
export interface CredentialRecord extends Entity {
  readonly type: 'credential';
  readonly uri: string;
  readonly providerUri: string;
  readonly credentialType: CredentialType;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly url?: string;
  readonly status?: 'ACTIVE' | 'DEPRECATED' | 'CEASED';
  readonly version?: string;
  readonly languages: readonly string[];
  readonly deliveryMode?: DeliveryMode;
  readonly learningFormats: readonly LearningFormat[];
  readonly assessmentMethods: readonly AssessmentMethod[];
  readonly assessed: Tristate;
  readonly summativeAssessment: Tristate;
  readonly proctored: Tristate;
  readonly identityVerified: Tristate;
  readonly evidenceVisible: Tristate;
  readonly instructionalHours?: number;
  readonly totalHours?: number;
  readonly durationWeeks?: number;
  readonly selfPaced: Tristate;
  readonly costCents?: number;
  readonly currency?: string;
  readonly creditStatus: 'CREDIT' | 'NON_CREDIT' | 'UNKNOWN';
  readonly creditValue?: number;
  readonly transcriptable: 'YES' | 'NO' | 'CO_CURRICULAR' | 'UNKNOWN';
  readonly stackMode?: 'VERTICAL' | 'HORIZONTAL' | 'VALUE_ADDED';
  readonly validYears?: number;
  readonly qualityProcess?: string;
  readonly qualityBody?: string;
  /** `YYYY-MM-DD`. */
  readonly qualityOn?: string;
  readonly audience?: string;
  readonly sector?: string;
  readonly regions: readonly string[];
  readonly cip2021?: string;
  readonly noc2021: readonly string[];
  readonly naics2022: readonly string[];
  readonly badgeTemplateUrl?: string;
  /** Days on which it starts, `YYYY-MM-DD`. */
  readonly startDates: readonly string[];
  /** Skills in the source's words: URI, code or label; `framework` when the words name one. */
  readonly skills: readonly { readonly relation: CredentialSkillRelation; readonly statement: string }[];
  readonly relations: readonly {
    readonly kind: CredentialRelationKind;
    readonly toUri: string;
    readonly group?: string;
    readonly groupRequired?: number;
    readonly position?: number;
  }[];
  readonly endorsements: readonly { readonly partnerName: string; readonly fact: EndorsementFact }[];
  readonly priorLearning?: {
    readonly available: Tristate;
    readonly url?: string;
    readonly methods: readonly ('CHALLENGE_EXAM' | 'PORTFOLIO' | 'INTERVIEW' | 'DEMONSTRATION')[];
    readonly maxPercent?: number;
    readonly feeCents?: number;
  };
  /** The provider's own word about a funding programme; whether its rules agree is decided elsewhere. */
  readonly funding: readonly { readonly program: string; readonly ruleYear?: number; readonly status: FundingStatus }[];
}

/** One award. Which learner it belongs to and which skills it evidences are decided by the badges domain. */
export interface BadgeRecord extends Entity {
  readonly type: 'badge';
  readonly format: BadgeFormat;
  readonly uri: string;
  readonly issuerUri: string;
  readonly issuerName?: string;
  readonly name: string;
  readonly description?: string;
  readonly achievementUri?: string;
  readonly achievementType?: string;
  /** ISO 8601. */
  readonly issuedAt?: string;
  readonly expiresAt?: string;
  readonly recipients: readonly {
    /** `email`, `did`, `url` … as the document names it. */
    readonly type: string;
    /** Plain value, or `sha256$…` / `md5$…` of value and salt when `hashed`. */
    readonly identity: string;
    readonly hashed: boolean;
    readonly salt?: string;
  }[];
  readonly alignments: readonly {
    readonly targetName?: string;
    readonly targetUrl?: string;
    readonly targetCode?: string;
    readonly targetFramework?: string;
    readonly targetDescription?: string;
    readonly targetType?: string;
    /** Pointer to it in the badge's document. */
    readonly pointer: string;
    /** Absent for what the achievement names; RESULT for what only a result or its description names. */
    readonly statedBy?: 'RESULT';
  }[];
  readonly results: readonly StatedResult[];
  /** Whether the document says that its issuer took it back. */
  readonly isRevoked?: boolean;
  /** Whether the document itself says that what it names was assessed. Source: ELM `provenBy`. */
  readonly isAssessed?: boolean;
  readonly endorsements: readonly StatedEndorsement[];
  /** The compact JWS it came in, where it did; `raw` is then what that carries. */
  readonly jws?: string;
  /** The picture it was baked into. */
  readonly original?: BadgeOriginal;
  /** ISO 8601 duration of the learner's work. */
  readonly workload?: string;
  readonly credits?: number;
  /** Such as `ECTS`, as stated. */
  readonly creditFramework?: string;
  /** 1 to 8. Source: European Qualifications Framework, 2017. */
  readonly eqfLevel?: number;
  /** Who awarded it, where that is not who issued the document. */
  readonly awardingBody?: string;
}

/** Several badges of one learner in one document. Source: Comprehensive Learner Record 2.0, ClrCredential. */
export interface BadgeBundleRecord extends Entity {
  readonly type: 'badge-bundle';
  readonly uri: string;
  readonly issuerUri: string;
  readonly issuerName?: string;
  readonly name?: string;
  /** Whether it says of itself that it is not the whole record. Whole or not, what it leaves out is no evidence of absence. */
  readonly isPartial: boolean;
  /** ISO 8601. */
  readonly issuedAt?: string;
  readonly recipients: BadgeRecord['recipients'];
  /** Its badges by identity, in its order; some may be unreadable and then are not here. */
  readonly members: readonly BundleMember[];
  /** Definitions it names beside the badges, for the ends of associations. */
  readonly achievements: readonly NamedAchievement[];
  /** Ends name a badge or an achievement, here or nowhere. */
  readonly associations: readonly {
    readonly kind: string;
    readonly sourceUri: string;
    readonly targetUri: string;
  }[];
  readonly jws?: string;
}

/**
 * A posting with its requirement in its author's words. An absent field is one the posting does not state; nothing is guessed.
 * Identity is the employer and the employer's own id of the position.
 */
export interface JobRecord extends Entity {
  readonly type: 'job';
  readonly employer: { readonly uri: string; readonly name: LocalizedText; readonly url?: string };
  readonly positionId: string;
  readonly title: LocalizedText;
  readonly description: LocalizedText;
  readonly url?: string;
  readonly region?: string;
  /** URI, code or title of an occupation. */
  readonly occupation?: string;
  readonly noc2021?: string;
  /** ISO 8601. */
  readonly publishedAt?: string;
  readonly closesAt?: string;
  /** Whether it says of itself that it is filled or withdrawn. */
  readonly isClosed?: boolean;
  /** Absent where it states none. */
  readonly requirement?: StatedRequirement;
}

export type HubRecord =
  | KeptRecord
  | LevelScaleRecord
  | JobRecord
  | FrameworkRecord
  | SkillRecord
  | OccupationRecord
  | SkillRelationRecord
  | OccupationRelationRecord
  | OccupationSkillRecord
  | OccupationCrosswalkRecord
  | OrganizationRecord
  | CredentialRecord
  | BadgeRecord
  | BadgeBundleRecord;
