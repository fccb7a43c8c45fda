import type { Viewer } from '../accounts/index.ts';
import type { Reader } from './reader.ts';

/** With whose eyes a request looks: the viewer's, unless it was told to look with another's (`lookWith`). */
export function readerIn({ viewer, reader }: { readonly viewer: Viewer; readonly reader?: Reader }): Reader {
  return reader ?? readerOf(viewer);
}

/** With whose eyes a viewer looks at learners' data: their organisation's, their own, or the administrator's. */
export function readerOf(viewer: Viewer): Reader {
  if (viewer.role === 'ANONYMOUS' || !viewer.scopes.includes('READ')) return { kind: 'ANYONE' };
  if (viewer.role === 'ADMINISTRATOR') return { kind: 'ADMINISTRATOR' };
  if (viewer.role === 'LEARNER' && viewer.learnerId !== null) return { kind: 'LEARNER', learnerId: viewer.learnerId };
  if (viewer.organizationId === null) return { kind: 'ANYONE' };
  return { kind: 'ORGANIZATION', organizationId: viewer.organizationId, isEmployer: viewer.role === 'EMPLOYER' };
}
