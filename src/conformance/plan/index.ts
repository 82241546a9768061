export { checkPlan } from './check-plan.ts';
export { readPlan, requirementIds } from './read-plan.ts';
export { runsNamed } from './runs-named.ts';
