export { compactTraffic } from './compact-traffic.ts';
export { type Exhibit, exhibitOf } from './exhibit.ts';
export type { Fact, Facts } from './fact.ts';
export { readableTraffic } from './readable-traffic.ts';
