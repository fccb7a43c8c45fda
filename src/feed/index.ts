export { type Change, type ChangePage, findChanges, findNewestPlace } from './find-changes.ts';
export { FEED_NOUNS, type FeedNoun, TYPE_OF_NOUN } from './noun.ts';
export { type Place, readPlace, writePlace } from './place.ts';
export { BULK_FILES, type Bulk, streamBulk } from './stream-bulk.ts';
