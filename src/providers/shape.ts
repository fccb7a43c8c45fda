import { rowsOfTable, shapeOf } from '../graphql/shape.ts';
import { organization } from './tables.ts';

/** How organisations are read for the API. */
export const organizationShape = shapeOf(rowsOfTable(organization));
