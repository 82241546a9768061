export { joinInFlavour, uplinkInFlavour } from './flavour.ts';
export { NetworkServer, type TakenUplink } from './network-server.ts';
export type {
  Flavour,
  JoinDocument,
  UplinkDocument,
} from './uplink-document.ts';
