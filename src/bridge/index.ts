export { type Bridge, createBridge } from './bridge.ts';
export { type BridgeConfig, type BridgeConfigInput, bridgeConfigSchema } from './bridge-config.ts';
export {
  type HttpRequest,
  type HttpResponse,
  type HttpTransport,
  TransportError,
} from './cumulocity/http-transport.ts';
export { defaultParts } from './default-parts.ts';
export { BridgeError } from './errors.ts';
export { createProcessMetrics } from './metrics/index.ts';
export { createMqttConnector } from './mqtt/index.ts';
export { openStore } from './open-store.ts';
export type { BridgeParts } from './parts.ts';
export { createMemoryStorage } from './storage/memory-storage.ts';
export { read } from './validation.ts';
