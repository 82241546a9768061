export { createDeviceRegistry } from './device-registry.ts';
export type { HostRule, HostTarget } from './host-rule.ts';
export { createMapper } from './mapper.ts';
export { createNodeHttpTransport, type NodeHttpTransportOptions } from './node-http-transport.ts';
