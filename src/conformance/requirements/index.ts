export {
  allRequirements,
  type Catalogue,
  type Chapter,
  parseChapter,
  readCatalogue,
} from './catalogue.ts';
export { type Requirement, SOURCE_KINDS } from './requirement.ts';
export { REQUIREMENT_ID } from './requirement-id.ts';
