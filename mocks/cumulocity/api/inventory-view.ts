import type { Call } from '../server/call.ts';
import { CHILD_KINDS, type ChildKind, type ManagedObject, PARENTS_OF } from '../store/managed-objects.ts';
import { dataStatus, requiredInterval } from './sources.ts';

export const OBJECTS = '/inventory/managedObjects';

interface ViewOptions {
  readonly withChildren: boolean;
  readonly withChildrenCount: boolean;
  readonly withParents: boolean;
  readonly withGroups: boolean;
  readonly skipChildrenNames: boolean;
}

/** `withChildren` is false by default (Cumulocity OpenAPI, *Retrieve all managed objects*). */
export function viewOptions(call: Call): ViewOptions {
  const flag = (name: string) => call.query.flag(name) ?? false;
  return {
    withChildren: flag('withChildren'),
    withChildrenCount: flag('withChildrenCount'),
    withParents: flag('withParents'),
    withGroups: flag('withGroups'),
    skipChildrenNames: flag('skipChildrenNames'),
  };
}

/** A reference as it stands in `childDevices.references` and its like. */
function tuple(call: Call, collection: string, object: ManagedObject, withName: boolean) {
  const { name } = object.fields;
  return {
    managedObject: {
      id: object.id,
      ...(withName && typeof name === 'string' ? { name } : {}),
      self: `${call.origin}${OBJECTS}/${object.id}`,
    },
    self: `${collection}/${object.id}`,
  };
}

function referencesOf(call: Call, object: ManagedObject, options: ViewOptions) {
  const base = `${call.origin}${OBJECTS}/${object.id}`;
  const found = (ids: Iterable<string>) => [...ids].flatMap((id) => call.store.objects.get(id) ?? []);
  const children = (kind: ChildKind) => {
    const size = object.children[kind].size;
    const shown = options.withChildren ? found(object.children[kind]) : [];
    return {
      ...(options.withChildrenCount && size > 0 ? { count: size } : {}),
      references: shown.map((child) => tuple(call, `${base}/${kind}`, child, !options.skipChildrenNames)),
      self: `${base}/${kind}`,
    };
  };
  const parents = (kind: ChildKind) => {
    const wanted = options.withParents || (options.withGroups && kind === 'childAssets');
    const shown = wanted ? call.store.objects.ancestors(object, kind) : [];
    const self = `${base}/${PARENTS_OF[kind]}`;
    return { references: shown.map((parent) => tuple(call, self, parent, true)), self };
  };
  return Object.fromEntries(
    CHILD_KINDS.flatMap((kind) => [
      [kind, children(kind)],
      [PARENTS_OF[kind], parents(kind)],
    ]),
  );
}

/** A managed object as the platform shows it: what clients wrote, and what the server adds (schema `managedObject`). */
export function objectView(call: Call, object: ManagedObject, options: ViewOptions) {
  return {
    ...object.fields,
    ...availabilityOf(call, object),
    id: object.id,
    self: `${call.origin}${OBJECTS}/${object.id}`,
    owner: object.owner,
    creationTime: new Date(object.created).toISOString(),
    lastUpdated: new Date(object.updated).toISOString(),
    ...referencesOf(call, object, options),
  };
}

/** A monitored device shows when it was last heard and what follows from it. */
export function availabilityOf(call: Pick<Call, 'now'>, object: ManagedObject) {
  const status = dataStatus(object, call.now);
  if (status === undefined) return {};
  const heard = object.lastMessage;
  const lastMessage = heard === undefined ? {} : { lastMessage: new Date(heard).toISOString() };
  return { c8y_Availability: { ...lastMessage, status } };
}

/** The answer of `GET …/availability` (schema `managedObjectAvailability`). */
export function availabilityView(call: Call, object: ManagedObject) {
  const status = dataStatus(object, call.now);
  const [external] = call.store.externalIds.of(object.id);
  const heard = object.lastMessage;
  return {
    deviceId: object.id,
    ...(external === undefined ? {} : { externalId: external.externalId }),
    ...(heard === undefined ? {} : { lastMessage: new Date(heard).toISOString() }),
    interval: requiredInterval(object),
    dataStatus: status,
    connectionStatus: status === 'MAINTENANCE' ? 'MAINTENANCE' : 'DISCONNECTED',
  };
}
