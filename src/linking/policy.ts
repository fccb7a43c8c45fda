import { PUBLIC, REVIEWING, REVIEWS, WATCHING_REVIEWS } from '../accounts/index.ts';
import { CARRIER, type Policy, pages, payload, ruled } from '../graphql/policy.ts';

/** Who may select which field of suggestions and reviews. */
export const policy: Policy = {
  Query: { ...ruled(PUBLIC, 'suggestSkills'), ...ruled(WATCHING_REVIEWS, 'linkReviews') },
  Mutation: ruled(REVIEWING, 'acceptLinkReviews', 'rejectLinkReviews', 'suggestCrosswalks'),
  SkillSuggestion: ruled(PUBLIC, 'skill', 'score', 'confidence', 'how', 'matchedWords', 'reason'),
  MatchedWords: ruled(PUBLIC, 'text', 'start', 'end'),
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
