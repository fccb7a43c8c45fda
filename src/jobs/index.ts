export { type AcceptanceToState, acceptCredential, type CredentialAcceptance } from './accept-credential.ts';
export { closeJob } from './close-job.ts';
export {
  countJobs,
  findJobs,
  findJobsBy,
  findOpenJobs,
  findRequirements,
  type Job,
  type JobFilter,
} from './find-jobs.ts';
export { isOpen } from './is-open.ts';
export { linkRequirement, linkRequirements } from './link-requirement.ts';
export { linkStated } from './link-stated.ts';
export { measureEach, measureLevels } from './measure-levels.ts';
export { type JobToPublish, publishJob } from './publish-job.ts';
export { type ImportedPosting, readImported } from './read-imported.ts';
export { closeJobsGone, type JobToRecord, recordJobs, type UnresolvedWords } from './record-jobs.ts';
export { rematchFor } from './rematch.ts';
export {
  type CredentialRequirement,
  IMPORTANCES,
  type Importance,
  leavesOf,
  type NamedLevel,
  type Requirement,
  type RequirementGroup,
  readRequirement,
  type SkillRequirement,
  type StatedRequirement,
} from './requirement.ts';
export { type JobChanges, updateJob } from './update-job.ts';
