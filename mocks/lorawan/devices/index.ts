export {
  CODECS,
  type Codec,
  type CodecName,
  type DriverName,
  type Measured,
  type Position,
} from './codecs/index.ts';
export { type DevEui, devEuiFromBytes, parseDevEui } from './dev-eui.ts';
export { DeviceState, parseAppKey } from './device-state.ts';
