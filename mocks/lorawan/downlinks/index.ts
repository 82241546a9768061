export type { ApplicationServer } from './application-server.ts';
export type { DownlinkFault } from './downlink-fault.ts';
export { Downlinks } from './downlinks.ts';
