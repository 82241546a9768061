import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: where an uplink names no driver, the automatic one takes that of the bridge's commonest device.
 *
 * Must fail: FLOW-08, by its uplink that names none. In MAP-02 a device without a driver is blank all the same.
 *
 * With all chapters CMD-09 fails as well, which was not foreseen: the device whose driver only decodes is heard by an
 * uplink that names none, and its command is encoded by another's.
 */
const COMMONEST = 'elsys:ers:1';
const AUTOMATIC = 'actility:auto:1';

export default control({
  title: 'The automatic driver guesses where none is named',
  breaks: ['FLOW-08'],
  breaksElsewhere: ['CMD-09'],
  seenAs: 'Measurements that no device has made',
  defect: (parts) => ({
    ...parts,
    router: {
      route: (uplink, table) =>
        parts.router
          .route(uplink, table)
          .map((route) =>
            route.driverId === AUTOMATIC && !('driverCfg' in uplink)
              ? { ...route, driverId: COMMONEST }
              : route,
          ),
    },
  }),
});
