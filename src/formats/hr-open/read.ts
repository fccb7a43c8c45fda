import { isObject } from '../badge-packaging/object.ts';
import { faultsOfEmpty } from '../faults-of-empty.ts';
import type { Format, Report } from '../format.ts';
import { headOf } from '../head-of.ts';
import { jobFromJdx } from '../jdx/map.ts';
import { jsonDocuments } from '../json-documents.ts';
import { ObjectReader } from '../object-reader.ts';
import { reportAll } from '../postings/posting.ts';
import type { JobRecord, Place } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { idIn, jobFromProfile, NO_OPENING } from './map.ts';

const WRAPPERS = ['data', 'items', 'results', 'records', 'positionOpenings', 'positions'] as const;

const MEMBER = /"(positionProfiles|positionTitle|positionCompetencies|positionOpening|JDXjobDescription)"\s*:/u;
const RESUME = /hropenstandards\.org\/[^"]*LER-RS|"LER-RS(Type| VC)?"/u;

/**
 * Position openings and profiles of HR Open, one, listed, wrapped or a line each; and the posting in a resume (LER-RS 4.4 and 4.5,
 * with or without its credential). What a resume says of its learner is the learner's and is not imported.
 */
export const hrOpenFormat: Format = {
  name: 'hr-open',
  label: 'HR Open position openings and profiles, and the posting in a LER-RS resume, JSON',
  version: 1,

  async recognises(input) {
    for (const file of input.files) {
      const head = await headOf(file);
      if (MEMBER.test(head) || RESUME.test(head)) return true;
    }
    return false;
  },

  check: async (input) => faultsOfEmpty(input),

  complete: () => ['job'],

  async *read(input, report) {
    reportMissingFiles(input, report);
    for (const file of input.files) {
      for await (const { value, place } of jsonDocuments(file, WRAPPERS, report)) {
        if (isObject(value)) yield* jobsIn(value, place, report);
        else {
          const message = 'it is no position; write an object';
          report({ severity: 'ERROR', code: 'FIELD_INVALID', place, message });
        }
      }
    }
  },
};

function* jobsIn(value: Record<string, unknown>, place: Place, report: Report): Generator<JobRecord> {
  const document = new ObjectReader(value, place);
  const [subject] = isObject(value.credentialSubject) ? document.objects('credentialSubject') : [];
  const resume = subject ?? document;
  if (!isResume(resume.raw)) {
    yield* jobsOf(document, report);
    return;
  }
  const [job] = resume.objects('job');
  const message =
    "it is a learner's resume; what it says of the learner is theirs to hand in, and only its posting is read here";
  report({ severity: job ? 'WARNING' : 'ERROR', code: 'LEARNER_RECORD', place: resume.place, message });
  if (job) yield* jobsOf(job, report);
}

function isResume(document: Readonly<Record<string, unknown>>): boolean {
  const types = [document.type].flat().map(String);
  return types.some((type) => /LER-RS/u.test(type)) || 'person' in document || 'employmentHistories' in document;
}

/** Jobs of an opening, of a profile alone, or of what holds either or a JobSchema+ job. */
function* jobsOf(document: ObjectReader, report: Report): Generator<JobRecord> {
  for (const inner of document.objects('positionOpening')) yield* jobsOf(inner, report);
  for (const inner of document.objects('JDXjobDescription')) yield* told(inner, jobFromJdx, report);
  if (document.has('positionOpening') || document.has('JDXjobDescription')) return;
  const profiles = document.objects('positionProfiles');
  if (profiles.length === 0) {
    yield* told(document, (profile) => jobFromProfile(profile, NO_OPENING, true), report);
    return;
  }
  const { positionProfiles: _, ...raw } = document.raw;
  const [status] = document.objects('status');
  const opening = {
    documentId: idIn(document, 'documentId', 'positionOpeningId', 'requisitionId'),
    status:
      idIn(document, 'statusCode', 'positionOpeningStatusCode') ??
      (status ? idIn(status, 'name', 'code') : idIn(document, 'status')),
    raw,
  };
  for (const profile of profiles) {
    yield* told(profile, (each) => jobFromProfile(each, opening, profiles.length === 1), report);
  }
}

/** A job, and what was noted about it. */
function* told(
  stated: ObjectReader,
  map: (stated: ObjectReader) => JobRecord | null,
  report: Report,
): Generator<JobRecord> {
  const alone = stated.alone();
  const job = map(alone);
  reportAll(alone, job, report);
  if (job) yield job;
}
