import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import type { Answer, Call } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';
import type { ExternalId } from '../store/external-ids.ts';
import { CHILD_KINDS, type ManagedObject, PARENTS_OF } from '../store/managed-objects.ts';
import { OBJECTS, objectView, viewOptions } from './inventory-view.ts';
import { tell, tellDeleted } from './notifications.ts';
import { heardFrom } from './sources.ts';
import { isObject, mergeFragments, objectBody, typeName, validate, without } from './validation.ts';

/** What a client may send but never sets; references have resources of their own. */
const SERVER_SET = new Set([
  'id',
  'self',
  'owner',
  'creationTime',
  'lastUpdated',
  'externalIds',
  'c8y_Availability',
  ...CHILD_KINDS,
  ...Object.values(PARENTS_OF),
]);

const externalIdSchema = z.looseObject({
  type: typeName,
  externalId: z.string().min(1, 'must not be empty'),
});

/** Nothing is mandatory; `externalIds` are bound with the creation (schema `managedObjectCreate`). */
const createSchema = z.looseObject({
  name: z.string().nullish(),
  type: z.string().nullish(),
  owner: z.string().nullish(),
  externalIds: z.array(externalIdSchema).optional(),
});

/** 1 to 50 at once (schema `ManagedObjectCollectionCreate`). */
const bulk = z.looseObject({
  managedObjects: z.array(z.unknown()).min(1).max(50, 'must hold at most 50 objects'),
});

const changeSchema = z.looseObject({ name: z.string().nullish(), type: z.string().nullish() });

interface Draft {
  readonly owner: string;
  readonly fields: Record<string, unknown>;
  readonly externalIds: readonly ExternalId[];
}

function draftOf(call: Call, body: unknown): Draft {
  const given = validate(createSchema, body);
  return {
    owner: given.owner ?? call.user.name,
    fields: mergeFragments({}, without(given, SERVER_SET)),
    externalIds: given.externalIds ?? [],
  };
}

/** Everything that can be refused is refused before anything is stored: a bulk is created whole or not at all. */
function checkAll(call: Call, drafts: readonly Draft[]): void {
  const seen = new Set<string>();
  for (const { type, externalId } of drafts.flatMap((draft) => draft.externalIds)) {
    const key = JSON.stringify([type, externalId]);
    if (seen.has(key) || call.store.externalIds.find({ type, externalId }) !== undefined) {
      throw new PlatformError('externalIdTaken', { type, value: externalId });
    }
    seen.add(key);
  }
  const { limit } = call.store.objects;
  if (call.store.objects.size + drafts.length > limit) throw new PlatformError('inventoryFull', { limit });
}

function store(call: Call, draft: Draft): ManagedObject {
  const init = { ...call.store.nextId(), owner: draft.owner, created: call.now, fields: draft.fields };
  const { objects, externalIds } = call.store;
  const object = call.mode.stores ? objects.add(init) : objects.imagine(init);
  if (call.mode.stores) {
    for (const external of draft.externalIds) externalIds.bind(object.id, external);
    if ('c8y_IsDevice' in draft.fields) heardFrom(call, object);
  }
  tell(call, 'managedobjects', 'CREATE', object.id, () => objectView(call, object, viewOptions(call)));
  return object;
}

/** Creates one object out of a body; also used for a child that is created in its place. */
export function createObject(call: Call, body: unknown): ManagedObject {
  const draft = draftOf(call, body);
  checkAll(call, [draft]);
  return store(call, draft);
}

export function createOneOrMany(call: Call): Answer {
  const body = objectBody(call);
  const many =
    call.bodyType === 'managedobjectcollection' ||
    (call.bodyType === 'json' && Array.isArray(body.managedObjects));
  const options = viewOptions(call);
  if (!many) {
    const object = createObject(call, body);
    return {
      status: 201,
      mediaType: vendorType('managedobject'),
      body: objectView(call, object, options),
      ...(call.mode.stores ? { location: `${call.origin}${OBJECTS}/${object.id}` } : {}),
    };
  }
  const drafts = validate(bulk, body).managedObjects.map((one) => draftOf(call, one));
  checkAll(call, drafts);
  const objects = drafts.map((draft) => store(call, draft));
  return {
    status: 201,
    mediaType: vendorType('managedobjectcollection'),
    body: {
      managedObjects: objects.map((object) => objectView(call, object, options)),
      self: call.origin + OBJECTS,
    },
    location: call.origin + OBJECTS,
  };
}

export function requireObject(call: Call, id: string): ManagedObject {
  const object = call.store.objects.get(id);
  if (object === undefined) throw new PlatformError('unknownManagedObject', { id });
  return object;
}

function change(call: Call, object: ManagedObject, body: Record<string, unknown>) {
  const next = mergeFragments(object.fields, without(body, SERVER_SET));
  const changed = call.mode.stores ? object : { ...object };
  changed.fields = next;
  if (call.mode.stores) {
    changed.updated = call.now;
    heardFrom(call, changed);
  }
  tell(call, 'managedobjects', 'UPDATE', object.id, () => objectView(call, changed, viewOptions(call)));
  return changed;
}

/**
 * Merges top-level fragments. A body with the id alone is a heartbeat: it changes the time of the last message and
 * nothing else, and the answer is the id alone (Cumulocity OpenAPI, *Update a specific managed object*).
 */
export function updateOne(call: Call): Answer {
  const object = requireObject(call, call.param('id'));
  const body = validate(changeSchema, objectBody(call));
  if (Object.keys(body).every((key) => key === 'id') && 'id' in body) {
    if (call.mode.stores) object.lastMessage = call.now;
    return { status: 200, body: { id: object.id } };
  }
  return { status: 200, body: objectView(call, change(call, object, body), viewOptions(call)) };
}

/** Up to 50 at once, none of them unless all exist (schema `ManagedObjectCollectionUpdate`). */
export function updateMany(call: Call): Answer {
  const { managedObjects } = validate(bulk, objectBody(call));
  const changes = managedObjects.map((one) => {
    const body = validate(changeSchema.extend({ id: z.string() }), one);
    return { object: requireObject(call, body.id), body };
  });
  const changed = changes.map(({ object, body }) => change(call, object, body));
  const options = viewOptions(call);
  return {
    status: 200,
    body: {
      managedObjects: changed.map((object) => objectView(call, object, options)),
      self: call.origin + OBJECTS,
    },
  };
}

/**
 * A group takes its subgroups with it, and its devices with `cascade`; a device takes its children with `cascade`;
 * `forceCascade` takes the whole hierarchy (Cumulocity OpenAPI, *Remove a specific managed object*).
 */
export function deleteOne(call: Call): Answer {
  const object = requireObject(call, call.param('id'));
  const cascade = call.query.flag('cascade') ?? false;
  const all = call.query.flag('forceCascade') ?? false;
  const isGroup = isObject(object.fields.c8y_IsDeviceGroup);
  const isDevice = isObject(object.fields.c8y_IsDevice);
  const below = call.store.objects.descendants(object);
  const doomed = [object];
  if (all || (cascade && (isGroup || isDevice))) doomed.push(...below);
  else if (isGroup) doomed.push(...below.filter((child) => isObject(child.fields.c8y_IsDeviceGroup)));
  else if (object.children.childDevices.size > 0 && call.unsettled.deleteWithChildDevices === 'conflict') {
    throw new PlatformError('associatedData');
  }
  for (const one of doomed) {
    if (call.mode.stores) call.store.removeObject(one);
    tellDeleted(call, 'managedobjects', one.id, one.id);
  }
  return { status: 204 };
}
