import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import { compileQuery } from '../query/index.ts';
import type { Answer, Call, Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';
import { paginate } from '../server/paging.ts';
import { CHILD_KINDS, type ChildKind, type ManagedObject } from '../store/managed-objects.ts';
import { OBJECTS, objectView, viewOptions } from './inventory-view.ts';
import { createObject, requireObject } from './inventory-write.ts';
import { objectBody, validate } from './validation.ts';

/** One reference, or several (schemas `childOperationsAddOne`, `childOperationsAddMultiple`). */
const reference = z.looseObject({ managedObject: z.looseObject({ id: z.string().min(1) }) });
const references = z.looseObject({ references: z.array(reference) });

type Form = 'one' | 'many' | 'whole';

function formOf(call: Call, body: Record<string, unknown>): Form {
  switch (call.bodyType) {
    case 'managedobjectreference':
      return 'one';
    case 'managedobjectreferencecollection':
      return 'many';
    case 'managedobject':
      return 'whole';
    default:
      if ('references' in body) return 'many';
      return 'managedObject' in body ? 'one' : 'whole';
  }
}

function attachAll(
  call: Call,
  kind: ChildKind,
  parent: ManagedObject,
  children: readonly ManagedObject[],
): void {
  for (const child of children) {
    const above = child.id === parent.id || call.store.objects.descendants(child, [kind]).includes(parent);
    if (above) throw new PlatformError('cyclicChild', { child: child.id, parent: parent.id });
  }
  if (!call.mode.stores) return;
  for (const child of children) call.store.objects.attach(kind, parent, child);
}

/** A reference, a collection of them or a whole new object, by media type, or by shape for plain JSON. */
function assign(kind: ChildKind, call: Call): Answer {
  const parent = requireObject(call, call.param('id'));
  const base = `${call.origin}${OBJECTS}/${parent.id}/${kind}`;
  const body = objectBody(call);
  const form = formOf(call, body);
  const children =
    form === 'whole'
      ? [createObject(call, body)]
      : (form === 'one' ? [validate(reference, body)] : validate(references, body).references).map((one) =>
          requireObject(call, one.managedObject.id),
        );
  attachAll(call, kind, parent, children);
  const [first] = children;
  if (form === 'many' || first === undefined) return { status: 201, location: base };
  const location = form === 'whole' ? `${call.origin}${OBJECTS}/${first.id}` : `${base}/${first.id}`;
  const shown = objectView(call, first, viewOptions(call));
  return form === 'whole'
    ? { status: 201, location, body: shown, mediaType: vendorType('managedobject') }
    : { status: 201, location, body: { managedObject: shown, self: `${base}/${first.id}` } };
}

function list(kind: ChildKind, call: Call): Answer {
  const parent = requireObject(call, call.param('id'));
  const children = [...parent.children[kind]].flatMap((id) => call.store.objects.get(id) ?? []);
  const text = call.query.text('query');
  const wanted = text === undefined ? children : compileQuery(text).select(children, call);
  const { items, links } = paginate(call, wanted);
  const base = `${call.origin}${OBJECTS}/${parent.id}/${kind}`;
  const options = viewOptions(call);
  return {
    status: 200,
    body: {
      references: items.map((child) => ({
        managedObject: objectView(call, child, options),
        self: `${base}/${child.id}`,
      })),
      ...links,
    },
  };
}

/** @throws PlatformError 404 when either doesn't exist, 422 when the one isn't the other's child */
function requireChild(call: Call, kind: ChildKind, parent: ManagedObject, id: string): ManagedObject {
  const child = requireObject(call, id);
  if (!parent.children[kind].has(id)) throw new PlatformError('notAChild', { child: id, parent: parent.id });
  return child;
}

function readOne(kind: ChildKind, call: Call): Answer {
  const parent = requireObject(call, call.param('id'));
  const child = requireChild(call, kind, parent, call.param('childId'));
  const self = `${call.origin}${OBJECTS}/${parent.id}/${kind}/${child.id}`;
  return { status: 200, body: { managedObject: objectView(call, child, viewOptions(call)), self } };
}

function release(kind: ChildKind, call: Call, ids: readonly string[]): Answer {
  const parent = requireObject(call, call.param('id'));
  const children = ids.map((id) => requireChild(call, kind, parent, id));
  if (call.mode.stores) for (const child of children) call.store.objects.detach(kind, parent, child);
  return { status: 204 };
}

const READ = ['ROLE_INVENTORY_READ', 'ROLE_MANAGED_OBJECT_READ'];
const ADMIN = ['ROLE_INVENTORY_ADMIN', 'ROLE_MANAGED_OBJECT_ADMIN'];
const ONE = vendorType('managedobjectreference');
const MANY = vendorType('managedobjectreferencecollection');
const owned = (call: Call) => [call.param('id')];

export const childRoutes: readonly Route[] = CHILD_KINDS.flatMap((kind): Route[] => {
  const path = `${OBJECTS}/:id/${kind}`;
  const common = { permissions: ADMIN, owned };
  return [
    {
      ...common,
      method: 'POST',
      path,
      produces: [ONE, vendorType('managedobject')],
      consumes: ['managedobjectreference', 'managedobjectreferencecollection', 'managedobject'],
      handle: (call) => assign(kind, call),
    },
    { method: 'GET', path, produces: [MANY], permissions: READ, owned, handle: (call) => list(kind, call) },
    {
      ...common,
      method: 'DELETE',
      path,
      consumes: ['managedobjectreferencecollection'],
      handle: (call) => {
        const wanted = validate(references, objectBody(call)).references;
        return release(
          kind,
          call,
          wanted.map((one) => one.managedObject.id),
        );
      },
    },
    {
      method: 'GET',
      path: `${path}/:childId`,
      produces: [ONE],
      permissions: READ,
      owned,
      handle: (call) => readOne(kind, call),
    },
    {
      ...common,
      method: 'DELETE',
      path: `${path}/:childId`,
      handle: (call) => release(kind, call, [call.param('childId')]),
    },
  ];
});
