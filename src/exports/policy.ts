import { PUBLIC } from '../accounts/index.ts';
import { type Policy, ruled } from '../graphql/policy.ts';

/** Who may select which field of exports: what is published is for everybody. */
export const policy: Policy = {
  Query: ruled(PUBLIC, 'catalogueExports', 'jobExports'),
  Framework: ruled(PUBLIC, 'exports'),
  ExportFormat: ruled(PUBLIC, 'format', 'label', 'mediaType', 'url'),
};
