import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the parameter createDevices is stored and read back, and never looked at.
 *
 * Must fail: PARAM-05, the parameter's own promise, and UPDATE-09, which takes this parameter to show that an update holds
 * for the next uplink. (PARAM-06 holds for a device that exists; its other scenario starts from an uplink that was
 * skipped, which can't be brought about: at most blocked.) DELIVERY-08 and MULTI-01, where one device may not be created and
 * the others are served.
 *
 * Against all chapters METRIC-03 failed as well: what was to be skipped is not counted as failed.
 */
export default control({
  title: 'Devices are created although createDevices is false',
  breaks: ['PARAM-05', 'UPDATE-09', 'DELIVERY-08', 'MULTI-01', 'METRIC-03'],
  seenAs: 'createDevices: false still creates',
  defect: (parts) => ({
    ...parts,
    createRegistry: (deps) => parts.createRegistry({ ...deps, createDevices: true }),
  }),
});
