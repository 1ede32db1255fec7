/** The script for the page's head, and what it leaves there. */
export type { ConsentModeMap, ConsentType, ConsentValue } from '../consent-mode/consent-types.ts'
export { isUnread, keepPageMark, type PrivacyAnswers } from './page-mark.ts'
export type { RegionDefault } from './regions.ts'
export { type SnippetOptions, type SnippetTagOptions, snippet, snippetHash, snippetTag } from './snippet.ts'
