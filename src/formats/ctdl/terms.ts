import type { CredentialType } from '../../credentials/credential.ts';

/** CTDL's namespaces, as records are written here. Source: credreg.net, CTDL and CTDL-ASN contexts. */
export const PREFIXES: Readonly<Record<string, string>> = {
  ceterms: 'https://purl.org/ctdl/terms/',
  ceasn: 'https://purl.org/ctdlasn/terms/',
  asn: 'http://purl.org/ASN/schema/core/',
  schema: 'https://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  dcterms: 'http://purl.org/dc/terms/',
  dct: 'http://purl.org/dc/terms/',
};

/** The contexts an export names. */
export const CONTEXTS = [
  'https://credreg.net/ctdl/schema/context/json',
  'https://credreg.net/ctdlasn/schema/context/json',
] as const;

/** A term without its prefix or namespace: `ceterms:name`, `https://purl.org/ctdl/terms/name` and `name` are one. */
export function localName(term: string): string {
  const end = Math.max(term.lastIndexOf('/'), term.lastIndexOf('#'), term.lastIndexOf(':'));
  return end < 0 ? term : term.slice(end + 1);
}

/** What a node is to the hub, told from its classes. */
export type Role =
  | 'CREDENTIAL'
  | 'LEARNING'
  | 'ASSESSMENT'
  | 'ORGANIZATION'
  | 'FRAMEWORK'
  | 'COMPETENCY'
  | 'LEVEL_SCALE'
  | 'LEVEL'
  | 'OCCUPATION'
  | 'JOB'
  | 'COMPONENT'
  | 'PATHWAY'
  | 'SUPPORT'
  | 'OTHER';

/** CTDL's tree of credential classes. Source: `ceterms:Credential` and its subclasses, as the registry's class map has them. */
const CREDENTIALS: Readonly<Record<string, CredentialType>> = {
  MicroCredential: 'MICRO_CREDENTIAL',
  ...{ Badge: 'BADGE', DigitalBadge: 'BADGE', OpenBadge: 'BADGE' },
  ...{ Certificate: 'CERTIFICATE', ApprenticeshipCertificate: 'CERTIFICATE', JourneymanCertificate: 'CERTIFICATE' },
  ...{ MasterCertificate: 'CERTIFICATE', AcademicCertificate: 'CERTIFICATE', BasicTechnicalCertificate: 'CERTIFICATE' },
  ...{ GeneralEducationLevel1Certificate: 'CERTIFICATE', GeneralEducationLevel2Certificate: 'CERTIFICATE' },
  ...{ HigherEducationLevel1Certificate: 'CERTIFICATE', HigherEducationLevel2Certificate: 'CERTIFICATE' },
  ...{ PostBaccalaureateCertificate: 'CERTIFICATE', PostMasterCertificate: 'CERTIFICATE' },
  ...{
    PreparatoryCertificate: 'CERTIFICATE',
    ProfessionalCertificate: 'CERTIFICATE',
    WorkbasedLearningCertificate: 'CERTIFICATE',
  },
  ...{ ProficiencyCertificate: 'CERTIFICATE', SecondaryEducationCertificate: 'CERTIFICATE' },
  CertificateOfCompletion: 'CERTIFICATE_OF_COMPLETION',
  CertificateOfParticipation: 'CERTIFICATE_OF_COMPLETION',
  Certification: 'CERTIFICATION',
  ...{ Diploma: 'DIPLOMA', SecondarySchoolDiploma: 'DIPLOMA', GeneralEducationDevelopment: 'DIPLOMA' },
  ...{ Degree: 'DEGREE', AssociateDegree: 'DEGREE', BachelorDegree: 'DEGREE', MasterDegree: 'DEGREE' },
  ...{ DoctoralDegree: 'DEGREE', ProfessionalDoctorate: 'DEGREE', ResearchDoctorate: 'DEGREE' },
  ...{ License: 'LICENSE', QualityAssuranceCredential: 'OTHER', Credential: 'OTHER' },
};

/** A subclass we do not know says in its name what it is a kind of: `BachelorOfScienceDegree`. */
const ANCESTORS: readonly (readonly [ending: RegExp, type: CredentialType])[] = [
  [/CertificateOf(Completion|Participation|Attendance)$/u, 'CERTIFICATE_OF_COMPLETION'],
  [/Micro-?[Cc]redential$/u, 'MICRO_CREDENTIAL'],
  [/(Degree|Doctorate)$/u, 'DEGREE'],
  [/Certificate$/u, 'CERTIFICATE'],
  [/Certification$/u, 'CERTIFICATION'],
  [/Diploma$/u, 'DIPLOMA'],
  [/Licen[sc]e$/u, 'LICENSE'],
  [/Badge$/u, 'BADGE'],
  [/Credential$/u, 'OTHER'],
];

/** Classes of the field that end like a credential's and are none. */
const NO_CREDENTIAL = new Set([
  'VerifiableCredential',
  'OpenBadgeCredential',
  'AchievementCredential',
  'ClrCredential',
]);

const ROLES: ReadonlyMap<string, Role> = new Map(
  Object.entries({
    LEARNING: ['LearningOpportunityProfile', 'LearningOpportunity', 'LearningProgram', 'Course', 'Program'],
    ASSESSMENT: ['AssessmentProfile', 'Assessment'],
    ORGANIZATION: ['CredentialOrganization', 'QACredentialOrganization', 'Organization', 'Agent'],
    FRAMEWORK: ['CompetencyFramework'],
    COMPETENCY: ['Competency'],
    LEVEL_SCALE: ['ProgressionModel'],
    LEVEL: ['ProgressionLevel'],
    OCCUPATION: ['Occupation'],
    JOB: ['Job'],
    PATHWAY: ['Pathway', 'PathwaySet'],
    COMPONENT: ['PathwayComponent', 'Basic'],
    SUPPORT: [
      ...['ConditionProfile', 'CostProfile', 'DurationProfile', 'ValueProfile', 'FinancialAssistanceProfile'],
      ...['PriorLearningPolicy', 'CredentialAlignmentObject', 'AlignmentObject', 'QuantitativeValue', 'Constraint'],
      ...[
        'Place',
        'Address',
        'PostalAddress',
        'JurisdictionProfile',
        'RevocationProfile',
        'ScheduledOffering',
        'ComponentCondition',
      ],
    ],
  } satisfies Partial<Record<Role, string[]>>).flatMap(([role, names]) =>
    names.map((name) => [name, role as Role] as const),
  ),
);

export function roleOf(types: readonly string[]): Role {
  if (credentialTypeOf(types) !== null) return 'CREDENTIAL';
  for (const type of types) {
    const role = ROLES.get(type);
    if (role) return role;
  }
  return types.some((type) => type.endsWith('Component')) ? 'COMPONENT' : 'OTHER';
}

/** The hub's type of a credential's classes, by local name; null where none of them is a credential's. */
export function credentialTypeOf(types: readonly string[]): CredentialType | null {
  for (const type of types) {
    if (Object.hasOwn(CREDENTIALS, type)) return CREDENTIALS[type] ?? null;
  }
  for (const type of types) {
    const found = NO_CREDENTIAL.has(type) ? undefined : ANCESTORS.find(([ending]) => ending.test(type));
    if (found) return found[1];
  }
  return null;
}

/** The class a credential of the hub is written as. */
export const CLASS_OF: Readonly<Record<CredentialType, string>> = {
  MICRO_CREDENTIAL: 'ceterms:MicroCredential',
  BADGE: 'ceterms:Badge',
  CERTIFICATE: 'ceterms:Certificate',
  CERTIFICATE_OF_COMPLETION: 'ceterms:CertificateOfCompletion',
  CERTIFICATION: 'ceterms:Certification',
  DIPLOMA: 'ceterms:Diploma',
  DEGREE: 'ceterms:Degree',
  LICENSE: 'ceterms:License',
  COURSE: 'ceterms:Course',
  OTHER: 'ceterms:Credential',
};
