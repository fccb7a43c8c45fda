export { type EmployerToFind, findOrMakeEmployers } from './find-or-make-employers.ts';
export { findOrganizations, type Organization } from './find-organizations.ts';
export { organizationById } from './loaders.ts';
export {
  ORGANIZATION_KINDS,
  ORGANIZATION_ROLES,
  type OrganizationKind,
  type OrganizationRole,
} from './organization.ts';
export { organizationShape } from './shape.ts';
export { isKnownAs, speaksFor } from './speaks-for.ts';
export {
  findOrganizationIds,
  type OrganizationToUpsert,
  tombstoneOrganizations,
  upsertOrganizations,
} from './upsert-organizations.ts';
