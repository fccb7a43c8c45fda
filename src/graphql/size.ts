import { Extensions } from 'type-graphql';

/** Name of the field extension that holds a list's size. */
export const SIZE = 'size';

/**
 * States how many items a list without pages may well hold, for counting a document's cost before it runs. Ten unless
 * stated; a connection counts by its `first`.
 */
export const sized = (items: number) => Extensions({ [SIZE]: items });

/** Name of the field extension that holds what a field costs beside what it returns. */
export const PRICE = 'price';

/** States what computing a field is worth, in objects of an answer, whatever is selected on it. */
export const priced = (objects: number) => Extensions({ [PRICE]: objects });
