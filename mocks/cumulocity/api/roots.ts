import type { Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';

/** `{a}` in the second part of an entry is a placeholder that the client fills (Cumulocity OpenAPI, *URI space and URI templates*). */
type Templates = Readonly<Record<string, string>>;

const inventory: Templates = {
  managedObjectsForType: '/inventory/managedObjects?type={type}',
  managedObjectsForFragmentType: '/inventory/managedObjects?fragmentType={fragmentType}',
  managedObjectsForListOfIds: '/inventory/managedObjects?ids={ids}',
};
const identity: Templates = {
  externalId: '/identity/externalIds/{type}/{externalId}',
  externalIdsOfGlobalId: '/identity/globalIds/{globalId}/externalIds',
};
const measurement: Templates = {
  measurementsForSource: '/measurement/measurements?source={source}',
  measurementsForType: '/measurement/measurements?type={type}',
  measurementsForSourceAndType: '/measurement/measurements?source={source}&type={type}',
  measurementsForValueFragmentType: '/measurement/measurements?valueFragmentType={valueFragmentType}',
  measurementsForDate: '/measurement/measurements?dateFrom={dateFrom}&dateTo={dateTo}',
  measurementsForSourceAndDate:
    '/measurement/measurements?source={source}&dateFrom={dateFrom}&dateTo={dateTo}',
};
const event: Templates = {
  eventsForSource: '/event/events?source={source}',
  eventsForType: '/event/events?type={type}',
  eventsForSourceAndType: '/event/events?source={source}&type={type}',
  eventsForFragmentType: '/event/events?fragmentType={fragmentType}',
  eventsForTime: '/event/events?dateFrom={dateFrom}&dateTo={dateTo}',
  eventsForSourceAndTime: '/event/events?source={source}&dateFrom={dateFrom}&dateTo={dateTo}',
};
const alarm: Templates = {
  alarmsForSource: '/alarm/alarms?source={source}',
  alarmsForStatus: '/alarm/alarms?status={status}',
  alarmsForSourceAndStatus: '/alarm/alarms?source={source}&status={status}',
  alarmsForTime: '/alarm/alarms?dateFrom={dateFrom}&dateTo={dateTo}',
  alarmsForSourceAndTime: '/alarm/alarms?source={source}&dateFrom={dateFrom}&dateTo={dateTo}',
};
const deviceControl: Templates = {
  operationsByStatus: '/devicecontrol/operations?status={status}',
  operationsByAgentId: '/devicecontrol/operations?agentId={agentId}',
  operationsByAgentIdAndStatus: '/devicecontrol/operations?agentId={agentId}&status={status}',
  operationsByDeviceId: '/devicecontrol/operations?deviceId={deviceId}',
  operationsByDeviceIdAndStatus: '/devicecontrol/operations?deviceId={deviceId}&status={status}',
};

interface Root {
  readonly path: string;
  readonly type: string;
  /** The collection that stands in the resource under its own name. */
  readonly collection?: readonly [name: string, path: string, items: string];
  readonly templates: Templates;
  readonly permissions: readonly string[];
}

const ROOTS: Readonly<Record<string, Root>> = {
  inventory: {
    path: '/inventory',
    type: 'inventoryapi',
    collection: ['managedObjects', '/inventory/managedObjects', 'references'],
    templates: inventory,
    permissions: ['ROLE_INVENTORY_READ', 'ROLE_MANAGED_OBJECT_READ'],
  },
  identity: {
    path: '/identity',
    type: 'identityapi',
    templates: identity,
    permissions: ['ROLE_IDENTITY_READ'],
  },
  measurement: {
    path: '/measurement',
    type: 'measurementapi',
    collection: ['measurements', '/measurement/measurements', 'measurements'],
    templates: measurement,
    permissions: ['ROLE_MEASUREMENT_READ'],
  },
  event: {
    path: '/event',
    type: 'eventapi',
    collection: ['events', '/event/events', 'events'],
    templates: event,
    permissions: ['ROLE_EVENT_READ'],
  },
  alarm: {
    path: '/alarm',
    type: 'alarmapi',
    collection: ['alarms', '/alarm/alarms', 'alarms'],
    templates: alarm,
    permissions: ['ROLE_ALARM_READ'],
  },
  deviceControl: {
    path: '/devicecontrol',
    type: 'devicecontrolapi',
    collection: ['operations', '/devicecontrol/operations', 'operations'],
    templates: deviceControl,
    permissions: ['ROLE_DEVICE_CONTROL_READ'],
  },
};

function rootView(root: Root, origin: string) {
  const templates = Object.entries(root.templates).map(([name, path]) => [name, `${origin}${path}`]);
  const [name, path, items] = root.collection ?? [];
  return {
    ...Object.fromEntries(templates),
    ...(name === undefined || items === undefined
      ? {}
      : { [name]: { [items]: [], self: `${origin}${path}` } }),
    self: `${origin}${root.path}`,
  };
}

/** Where clients that follow links begin: the vendor's Java SDK asks for `/platform` before anything else. */
export const rootRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/platform',
    produces: [vendorType('platformapi')],
    handle: ({ origin }) => ({
      status: 200,
      body: {
        ...Object.fromEntries(Object.entries(ROOTS).map(([name, root]) => [name, rootView(root, origin)])),
        self: `${origin}/platform`,
      },
    }),
  },
  ...Object.values(ROOTS).map(
    (root): Route => ({
      method: 'GET',
      path: root.path,
      produces: [vendorType(root.type)],
      permissions: root.permissions,
      handle: ({ origin }) => ({ status: 200, body: rootView(root, origin) }),
    }),
  ),
];
