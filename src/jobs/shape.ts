import { sql } from 'drizzle-orm';
import { one, rowsOfTable, shapeOf } from '../graphql/shape.ts';
import { organizationShape } from '../providers/index.ts';
import { occupationShape } from '../skills/index.ts';
import { job } from './tables.ts';

/** How jobs are read for the API. The requirement tree, of any depth, is read by its jobs' ids. */
export const jobShape = shapeOf(rowsOfTable(job), {
  needs: { requirement: [] },
  nested: {
    employer: one(
      () => organizationShape,
      (row, of) => sql`${of.id} = ${row.employerId}`,
    ),
    occupation: one(
      () => occupationShape,
      (row, of) => sql`${of.id} = ${row.occupationId}`,
    ),
  },
});
