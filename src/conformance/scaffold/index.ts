export { type NewRequirement, type Scaffold, scaffold } from './scaffold.ts';
