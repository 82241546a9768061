export { FaultPlans, type ListedFault, type TakenFault } from './fault-plans.ts';
export {
  type BadCertificate,
  type FaultPlan,
  faultPlanSchema,
  phaseOf,
} from './plan.ts';
