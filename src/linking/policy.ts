import { PUBLIC, REVIEWING, REVIEWS, WATCHING_REVIEWS } from '../accounts/index.ts';
import { CARRIER, type Policy, pages, payload, ruled } from '../graphql/policy.ts';

/** Who may select which field of suggestions and reviews. */
export const policy: Policy = {
  Query: { ...ruled(PUBLIC, 'suggestSkills', 'extractRequirements'), ...ruled(WATCHING_REVIEWS, 'linkReviews') },
  Mutation: ruled(REVIEWING, 'acceptLinkReviews', 'rejectLinkReviews', 'suggestCrosswalks'),
  SkillSuggestion: ruled(PUBLIC, 'skill', 'score', 'confidence', 'how', 'matchedWords', 'reason'),
  MatchedWords: ruled(PUBLIC, 'text', 'start', 'end'),
  ExtractedRequirements: ruled(PUBLIC, 'language', 'warnings', 'nodes', 'input', 'unlinked', 'sections'),
  ExtractedRequirement: ruled(PUBLIC, 'key', 'kind', 'atLeast', 'importance', 'phrase', 'suggestions'),
  ExtractedPhrase: ruled(PUBLIC, ...['statement', 'importance', 'section', 'years', 'orEquivalent', 'place', 'level']),
  ExtractedSection: ruled(PUBLIC, 'kind', 'heading', 'place'),
  SaidYears: ruled(PUBLIC, 'least', 'most'),
  LinkReview: ruled(
    REVIEWS,
    ...['id', 'kind', 'state', 'words', 'fromSkill', 'framework', 'candidates', 'requirements', 'credentialSkills'],
    ...['learners', 'skill', 'relation', 'isByRule', 'decidedAt', 'createdAt'],
  ),
  LinkCandidate: ruled(REVIEWS, 'skill', 'confidence', 'how', 'relation'),
  LinkReviewResult: ruled(CARRIER, 'id', 'review', 'error'),
  ...pages('LinkReview'),
  ...payload('AcceptLinkReviewsPayload', 'results'),
  ...payload('RejectLinkReviewsPayload', 'results'),
  ...payload('SuggestCrosswalksPayload', 'from', 'to'),
};
