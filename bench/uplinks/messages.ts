/** A fleet of devices, each with an uplink to send: the DevEUI tells the device's number and its group. */
export interface Fleet {
  /** First part of the topics. */
  readonly prefix: string;
  readonly devices: number;
  /** Devices are spread over so many groups; a tag names the group. */
  readonly groups: number;
}

export interface Message {
  readonly topic: string;
  readonly payload: Buffer;
}

/** What is measured: 21.5 °C, 38 %, 180 lx, motion, 3.6 V, as an Elsys ERS sends it. */
const PAYLOAD = '0100d7022604 00b4050707 0e10'.replaceAll(' ', '');

/** The uplink with a number that is its frame counter, as ThingPark writes it (about 1.3 kB). */
export function messageOf({ prefix, devices, groups }: Fleet, number: number, time: string): Message {
  const device = number % devices;
  const devEui = `70B3D5E7${device.toString(16).toUpperCase().padStart(8, '0')}`;
  const mic = (number >>> 0).toString(16).padStart(8, '0');
  return {
    topic: `${prefix}/${devEui}/uplink`,
    payload: Buffer.from(
      `{"DevEUI_uplink":{"Time":"${time}","DevEUI":"${devEui}","FPort":5,"FCntUp":${number},"LostUplinksAS":0,"ADRbit":1,"MType":2,"FCntDn":12,"payload_hex":"${PAYLOAD}","mic_hex":"${mic}","Lrcid":"00000211","LrrRSSI":-87.0,"LrrSNR":9.25,"LrrESP":-87.488,"SpFact":7,"SubBand":"G1","Channel":"LC2","Lrrid":"10000A3B","Late":0,"LrrLAT":48.874931,"LrrLON":2.333673,"Lrrs":{"Lrr":[{"Lrrid":"10000A3B","Chain":0,"LrrRSSI":-87.0,"LrrSNR":9.25,"LrrESP":-87.488},{"Lrrid":"10000A3C","Chain":0,"LrrRSSI":-101.0,"LrrSNR":3.5,"LrrESP":-103.1}]},"DevLrrCnt":2,"CustomerID":"100000507","CustomerData":{"loc":{"lat":"48.8","lon":"2.3"},"alr":{"pro":"ELSY/ERS","ver":"1"},"tags":["bench","group-${device % groups}"],"doms":[],"name":"Room ${device}"},"BaseStationData":{"doms":[],"name":"Roof"},"ModelCfg":"0","DriverCfg":{"mod":{"pId":"elsys","mId":"ers","ver":"1"},"app":{"pId":"elsys","mId":"generic","ver":"1"},"id":"elsys:generic:1"},"InstantPER":0.0,"MeanPER":0.003,"DevAddr":"04${device.toString(16).padStart(6, '0')}","TxPower":14.0,"NbTrans":1,"Frequency":868.3,"DynamicClass":"A"}}`,
    ),
  };
}

/** Which managed object the sink has for a device. */
export function sourceOf(devEui: string): string {
  return String(1 + Number.parseInt(devEui.slice(8), 16));
}
