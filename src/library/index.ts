/**
 * What the kit lends to those who write steps and tests of their own: the Cumulocity twin, the LoRaWAN network with its
 * devices, the MQTT broker, the clocks, and a whole world of them; and what an adapter for another API has to be.
 */
export {
  type Broker,
  type BrokerParts,
  type BrokerUser,
  createBroker,
} from '../../mocks/broker/index.ts';
export {
  createTwin,
  type FaultPlan,
  type JournalEntry,
  type JournalFilter,
  type TenantInit,
  type Twin,
  type TwinAnswer,
  type TwinOptions,
  type TwinRequest,
} from '../../mocks/cumulocity/index.ts';
export {
  createNetwork,
  type DevEui,
  type Device,
  type DeviceOptions,
  type Network,
  type NetworkParts,
  parseDevEui,
  type UplinkDocument,
} from '../../mocks/lorawan/index.ts';
export {
  type Clock,
  createRealClock,
  createVirtualClock,
  eventually,
  type RealClock,
  type VirtualClock,
} from '../clock/index.ts';
export type { AdapterAnswer, AdapterContext, BridgeAdapter } from '../conformance/targets/index.ts';
export { createRandom, type Random } from '../random/index.ts';
export { createJournal, type Envelope, type Journal } from '../recording/index.ts';
export { createWorld, type Platform, type World, type WorldOptions } from '../simulation/index.ts';
