export { ROLES, type Role } from './account.ts';
export { type ClientToCreate, createClient, findViewer, recordAudit } from './api-clients.ts';
export { ANONYMOUS, type Viewer } from './viewer.ts';
