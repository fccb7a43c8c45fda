/**
 * Members of a job that hold terms of what its holder knows and does, in the order of JobSchema+; `abilities` and `attitudes` stand
 * on a posting alone. Source: JDX JobSchema+ 4.4, JobDescriptionType and JobPostingType (HR Open Standards).
 */
export const TERM_ARRAYS = [
  ...['skills', 'knowledge', 'abilities', 'competencies'],
  ...['technologies', 'tasks', 'workActivities', 'attitudes'],
] as const;

/** What qualifies a person beside that. Source: the same. */
export const QUALIFICATIONS = ['Credentials', 'Education', 'Experiences'] as const;
export type Qualification = (typeof QUALIFICATIONS)[number];

/** Members of an object that hold a list of jobs. */
export const WRAPPERS = [
  ...['data', 'items', 'results', 'records', 'jobs', 'postings'],
  ...['jobPostings', 'jobDescriptions', 'JobPosting', 'JobDescription', '@graph'],
] as const;

/** A member only JobSchema+ has, with a member of any job. */
const JDX_MEMBER =
  /"(positionID|postingID|employmentUnit|requiredConditions|jobLocationTypes|occupationCategories|minimumCredentials|minimumEducation|requiredCredentials|technologies|workActivities|qualificationSummary)"\s*:/u;
const ANY_MEMBER = /"(hiringOrganization|employmentUnit)"\s*:/u;
const VOCABULARY =
  /"(https?:\/\/)?(www\.)?jobdataexchange\.org\/jdxcontext\.json"|"@id"\s*:\s*"https?:\/\/jobdataexchange\.org\/jdx\/vocabs\//u;

/** Whether the beginning of a file is that of JobSchema+ jobs, or of one of its vocabularies. */
export function looksLikeJdx(head: string): boolean {
  if (VOCABULARY.test(head)) return true;
  return ANY_MEMBER.test(head) && JDX_MEMBER.test(head) && !/"[^"]*schema\.org\/?"/u.test(head);
}
