export type { HttpDelivery } from './http-delivery.ts';
export { Wire } from './wire.ts';
export type { WireFault } from './wire-fault.ts';
