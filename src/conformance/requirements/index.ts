export { type ChapterFile, chapterFileSchema, REQUIREMENT_ID, type Requirement } from './requirement.ts';
