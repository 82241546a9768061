import type { DriverCfg, GeoPoint, Uplink } from './uplink.ts';

/**
 * The network's document as far as an uplink holds it: read again, it gives an equal uplink. For uplinks whose own
 * document was not kept.
 */
export function documentOf(uplink: Uplink): string {
  const { identity, radio, driverCfg, networkLocation: located, customerLocation } = uplink;
  return JSON.stringify({
    DevEUI_uplink: {
      Time: uplink.time,
      DevEUI: uplink.devEui,
      DevAddr: identity.devAddr,
      FPort: uplink.fPort,
      FCntUp: uplink.fCntUp,
      payload_hex: uplink.payloadHex,
      mic_hex: identity.mic,
      LrrRSSI: radio.rssi,
      LrrSNR: radio.snr,
      LrrESP: radio.esp,
      SpFact: radio.sf,
      Late: uplink.late ? 1 : 0,
      CustomerData: { name: uplink.name, tags: uplink.tags, loc: customerLocation },
      DriverCfg: driverCfg && driverCfgOf(driverCfg),
      ...(located === undefined ? {} : locationOf(located)),
      payload: uplink.payload,
      points: uplink.points,
      payloadDecodedError: uplink.decodingError,
    },
  });
}

function driverCfgOf({ id, application, model }: DriverCfg) {
  return { id, app: application && partOf(application), mod: model && partOf(model) };
}

function partOf({ producerId, moduleId, version }: NonNullable<DriverCfg['application']>) {
  return { pId: producerId, mId: moduleId, ver: version };
}

function locationOf({ lat, lon, alt, accuracy }: GeoPoint) {
  return { DevLAT: lat, DevLON: lon, DevAlt: alt, DevLocRadius: accuracy };
}
