export type { ApplicationServer } from './application-server.ts';
export type { DownlinkRequest } from './downlink-document.ts';
export type { DownlinkFault } from './downlink-fault.ts';
export { type DownlinkAnswer, Downlinks } from './downlinks.ts';
