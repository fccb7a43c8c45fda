import { Extensions } from 'type-graphql';

/** Name of the field extension that holds a list's size. */
export const SIZE = 'size';

/**
 * States how many items a list without pages may well hold, for counting a document's cost before it runs. Ten unless
 * stated; a connection counts by its `first`.
 */
export const sized = (items: number) => Extensions({ [SIZE]: items });
