export {
  allRequirements,
  type Catalogue,
  type Chapter,
  parseChapter,
  readCatalogue,
} from './catalogue.ts';
export { closest } from './closest.ts';
export { REQUIREMENT_ID, type Requirement } from './requirement.ts';
