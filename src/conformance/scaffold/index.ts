export { addRows, type Extended, type NewRow, numbered } from './add-rows.ts';
export { type NewRequirement, type Scaffold, scaffold, scaffoldChapter } from './scaffold.ts';
