import type { CredentialType } from '../../credentials/credential.ts';
import type { LocalizedText } from '../../db/columns.ts';
import type { Exporter, ExportRecord, LinkedSkill } from '../export.ts';
import { graphText } from '../graph-text.ts';
import type { CredentialRecord, OrganizationRecord } from '../record.ts';
import { given } from './given.ts';

const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const;

/** Source: Open Badges 3.0, AchievementType. */
const ACHIEVEMENT_TYPES: Readonly<Record<CredentialType, string>> = {
  ...{ MICRO_CREDENTIAL: 'MicroCredential', BADGE: 'Badge', CERTIFICATE: 'Certificate', DIPLOMA: 'Diploma' },
  ...{ CERTIFICATE_OF_COMPLETION: 'CertificateOfCompletion', CERTIFICATION: 'Certification', DEGREE: 'Degree' },
  ...{ LICENSE: 'License', COURSE: 'Course', OTHER: 'Achievement' },
};

/** Of a skill by the format it came in; the vocabulary has no word for other frameworks. Source: AlignmentTargetType. */
const TARGET_TYPES: Readonly<Record<string, string>> = { case: 'CFItem', ctdl: 'ceasn:Competency' };

/** Source: Open Badges 3.0, LanguageCode. */
const LANGUAGE_CODE = /^[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/u;

/**
 * A catalogue's credentials as Open Badges 3.0 achievements, one graph: the definitions that badges would name. What a credential
 * requires beforehand aligns it with nothing, and is left out. Source: Open Badges 3.0, Achievement.
 */
export const openBadgesExporter: Exporter = {
  name: 'open-badges',
  label: 'Open Badges 3.0 achievements (1EdTech)',
  writes: ['CATALOGUE'],
  mediaType: 'application/ld+json',
  extension: 'jsonld',

  write: (records) => graphText(CONTEXTS, achievementsOf(records)),
};

async function* achievementsOf(records: AsyncIterable<ExportRecord>): AsyncGenerator<unknown> {
  const providers = new Map<string, OrganizationRecord>();
  for await (const { record, linked = [] } of records) {
    if (record.type === 'organization') providers.set(record.uri, { ...record, raw: null });
    if (record.type === 'credential') yield achievementFrom(record, providers.get(record.providerUri), linked);
  }
}

function achievementFrom(
  record: CredentialRecord,
  provider: OrganizationRecord | undefined,
  linked: readonly LinkedSkill[],
) {
  const language = languageOf(record.name);
  const { alignment, tag } = alignedWith(record, language, new Map(linked.map((skill) => [skill.statement, skill])));
  const name = textIn(record.name, language) ?? record.uri;
  return {
    id: record.uri,
    type: ['Achievement'],
    achievementType: ACHIEVEMENT_TYPES[record.credentialType],
    ...given('inLanguage', LANGUAGE_CODE.test(language) ? language : undefined),
    name,
    // Required; a credential that its provider does not describe says its name.
    description: textIn(record.description, language) ?? name,
    criteria: criteriaOf(record, language),
    creator: {
      ...{ id: record.providerUri, type: ['Profile'] },
      ...given('name', textIn(provider?.name ?? {}, language)),
      ...given('url', provider?.url),
    },
    ...given('creditsAvailable', record.creditValue),
    ...given('version', record.version),
    ...(alignment.length > 0 && { alignment }),
    ...(tag.length > 0 && { tag }),
  };
}

const NARRATIVES = {
  en: {
    no: 'Awarded without assessment.',
    yes: (methods: string) => `Awarded after assessment${methods === '' ? '' : ` (${methods})`}.`,
    unknown: 'Its provider states no criteria.',
  },
  fr: {
    no: 'Décerné sans évaluation.',
    yes: (methods: string) => `Décerné après évaluation${methods === '' ? '' : ` (${methods})`}.`,
    unknown: 'Son organisme ne précise pas de critères.',
  },
};

/** The page that tells of it, and what the hub knows of its assessment; one of them is always there. */
function criteriaOf({ url, skills, assessmentMethods, assessed }: CredentialRecord, language: string) {
  const words = NARRATIVES[language.startsWith('fr') ? 'fr' : 'en'];
  const methods = assessmentMethods.map((method) => method.toLowerCase()).join(', ');
  const isAssessed = assessed === 'YES' || methods !== '' || skills.some(({ relation }) => relation === 'ASSESSES');
  const isPage = /^https?:/u.test(url ?? '');
  const narrative = assessed === 'NO' ? words.no : isAssessed ? words.yes(methods) : isPage ? undefined : words.unknown;
  return { ...(isPage && { id: url }), ...given('narrative', narrative) };
}

/** Skills that are taught or assessed: those with an address align the achievement, bare words are tags of it. */
function alignedWith({ skills }: CredentialRecord, language: string, linked: ReadonlyMap<string, LinkedSkill>) {
  const shown = new Set(skills.filter(({ relation }) => relation !== 'REQUIRES').map(({ statement }) => statement));
  const alignment = new Map<string, object>();
  const tag: string[] = [];
  for (const statement of shown) {
    const skill = linked.get(statement);
    if (skill) {
      alignment.set(skill.uri, {
        type: ['Alignment'],
        targetName: textIn(skill.labels, language) ?? skill.uri,
        targetUrl: skill.uri,
        ...given('targetFramework', textIn(skill.framework, language)),
        ...given('targetCode', skill.code),
        ...given('targetType', TARGET_TYPES[skill.format ?? '']),
      });
    } else if (/^(?:https?|urn):/u.test(statement)) {
      alignment.set(statement, { type: ['Alignment'], targetName: statement, targetUrl: statement });
    } else tag.push(statement);
  }
  return { alignment: [...alignment.values()], tag };
}

/** Open Badges states one language: English where there is a choice. */
function languageOf(text: LocalizedText): string {
  return text.en !== undefined ? 'en' : (Object.keys(text)[0] ?? 'und');
}

function textIn(text: LocalizedText, language: string): string | undefined {
  return text[language] ?? text.en ?? Object.values(text)[0];
}
