export { FaultPlans, type ListedFault, type TakenFault } from './fault-plans.ts';
export { type FaultPlan, faultPlanSchema, phaseOf } from './plan.ts';
