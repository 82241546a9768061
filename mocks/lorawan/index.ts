export type { Device, DeviceOptions, RawPayload, ReceivedDownlink, SendOptions } from './device.ts';
export { type CodecName, type DevEui, type Measured, parseDevEui } from './devices/index.ts';
export type { DownlinkFault, DownlinkRequest } from './downlinks/index.ts';
export type { NetworkErrorCode } from './errors.ts';
export { createNetwork, type Network, type NetworkMqtt, type NetworkParts } from './network.ts';
export type { Flavour, UplinkDocument } from './network-server/index.ts';
export type { SentUplink } from './sent-uplink.ts';
export { createTraffic, type Traffic, type TrafficOptions } from './traffic/traffic.ts';
export type { HttpDelivery } from './wire/index.ts';
