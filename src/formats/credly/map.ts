import type { Issue, Place } from '../format.ts';
import { unreadable } from '../open-badges/fault.ts';
import { given } from '../open-badges/given.ts';
import { alignmentFrom, entityOf, recipientFrom } from '../open-badges/map.ts';
import { locate } from '../open-badges/pointer.ts';
import type { BadgeRecord } from '../record.ts';
import type { CredlyBadge, TemplateAlignment } from './schema.ts';

/** A badge of Credly; an issue when it does not say who issued it. */
export function badgeFromCredly(stated: CredlyBadge, raw: unknown, place: Place): BadgeRecord | Issue {
  const { badge_template: template, issuer } = stated;
  const entities = issuer?.entities ?? [];
  const entity = (entities.find(({ primary }) => primary === true) ?? entities[0])?.entity ?? template.owner;
  const issuerUri = entity?.url ?? entity?.id;
  if (issuerUri === undefined) {
    const message = 'names no issuer with an id or a url; take the badge from the API with its issuer';
    return unreadable(place, '/issuer', message);
  }
  const at = (...path: PropertyKey[]) => locate(raw, ['badge_template', ...path]).pointer;
  return {
    ...entityOf(issuerUri, addressOf(stated.id), raw, place),
    format: 'CREDLY',
    ...given('issuerName', entity?.name),
    name: template.name,
    ...given('description', template.description),
    ...given('achievementUri', template.url ?? template.id),
    ...given('achievementType', template.type_category),
    ...given('issuedAt', stated.issued_at ?? stated.issued_at_date),
    ...given('expiresAt', stated.expires_at ?? stated.expires_at_date),
    ...((stated.state === 'revoked' || stated.revoked_at !== undefined) && { isRevoked: true }),
    recipients: recipientsFrom(stated),
    alignments: [
      ...(template.skills ?? []).map(({ name, vanity_slug: slug }, index) => ({
        targetName: name,
        ...(slug !== undefined && { targetUrl: `https://www.credly.com/skills/${encodeURIComponent(slug)}` }),
        ...{ targetFramework: 'Credly', targetType: 'ext:CredlySkill', pointer: at('skills', index) },
      })),
      ...(template.alignments ?? []).map((each, index) =>
        alignmentFrom(inWordsOfOpenBadges(each), at('alignments', index)),
      ),
    ],
    ...{ results: [], endorsements: [] },
  };
}

/** Credly's ids are UUIDs, and its public page of a badge is named by it. */
function addressOf(id: string): string {
  return /^[0-9a-f-]{36}$/iu.test(id) ? `https://www.credly.com/badges/${id}` : id;
}

function recipientsFrom({ recipient_email: email, recipient, user }: CredlyBadge): BadgeRecord['recipients'] {
  const emails = [email, recipient?.email, user?.email].filter((each) => each !== undefined);
  const urls = [recipient?.url, user?.url].filter((each) => each !== undefined);
  return [
    ...[...new Set(emails)].map((each) => recipientFrom('email', each)),
    ...[...new Set(urls)].map((each) => recipientFrom('url', each)),
  ];
}

function inWordsOfOpenBadges(stated: TemplateAlignment): TemplateAlignment {
  return {
    ...stated,
    targetName: stated.targetName ?? stated.name,
    targetUrl: stated.targetUrl ?? stated.url,
    targetFramework: stated.targetFramework ?? stated.framework_name,
    targetCode: stated.targetCode ?? stated.code,
    targetDescription: stated.targetDescription ?? stated.description,
  };
}
