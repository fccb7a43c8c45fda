export { extractRequirements } from './extract-requirements.ts';
export {
  CONFIDENCE_AT_LEAST,
  type ExtractedGroup,
  type ExtractedLeaf,
  type ExtractedNode,
  type Extraction,
  LANGUAGES,
  type Language,
  PHRASES_AT_MOST,
  type Phrase,
  type Section,
  SUGGESTIONS_AT_MOST,
  type Suggestion,
  TEXT_AT_MOST,
  WARNING_CODES,
  type WarningCode,
  type Years,
} from './extraction.ts';
export { SECTION_KINDS, type SectionKind } from './headings.ts';
