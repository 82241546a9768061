export { createHttpUplinks, type HttpUplinks } from './http-uplinks.ts';
export { createIntake } from './intake.ts';
