import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import type { Answer, Call, Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';
import type { BoundExternalId } from '../store/external-ids.ts';
import { objectBody, typeName, validate } from './validation.ts';

const ONE = vendorType('externalid');
const MANY = vendorType('externalidcollection');

/** Both are mandatory (Cumulocity OpenAPI, schema `externalId`). */
const bodySchema = z.looseObject({ type: typeName, externalId: z.string().min(1, 'must not be empty') });
const searchSchema = z.looseObject({ externalIds: z.array(bodySchema).min(1, 'must not be empty') });

function view(call: Call, bound: BoundExternalId) {
  const path = `${encodeURIComponent(bound.type)}/${encodeURIComponent(bound.externalId)}`;
  return {
    externalId: bound.externalId,
    type: bound.type,
    managedObject: {
      id: bound.objectId,
      self: `${call.origin}/inventory/managedObjects/${bound.objectId}`,
    },
    self: `${call.origin}/identity/externalIds/${path}`,
  };
}

function requireGlobalId(call: Call): string {
  const id = call.param('id');
  if (call.store.objects.get(id) === undefined) throw new PlatformError('unknownGlobalId');
  return id;
}

/** 409 also where the id is bound to this very object: it is bound once. */
function bind(call: Call): Answer {
  const id = requireGlobalId(call);
  const { type, externalId } = validate(bodySchema, objectBody(call));
  if (call.store.externalIds.find({ type, externalId }) !== undefined) {
    throw new PlatformError('externalIdTaken', { type, value: externalId });
  }
  const bound = call.mode.stores
    ? call.store.externalIds.bind(id, { type, externalId })
    : { type, externalId, objectId: id };
  const body = view(call, bound);
  return { status: 201, body, location: body.self };
}

function find(call: Call): BoundExternalId {
  const type = call.param('type');
  const externalId = call.param('externalId');
  const bound = call.store.externalIds.find({ type, externalId });
  if (bound === undefined) throw new PlatformError('unknownExternalId', { type, value: externalId });
  return bound;
}

const ownerOfBound = (call: Call) => {
  const id = { type: call.param('type'), externalId: call.param('externalId') };
  const bound = call.store.externalIds.find(id);
  return bound === undefined ? [] : [bound.objectId];
};

const READ = ['ROLE_IDENTITY_READ'];
const ADMIN = ['ROLE_IDENTITY_ADMIN'];
const OF_OBJECT = '/identity/globalIds/:id/externalIds';
const BY_VALUE = '/identity/externalIds/:type/:externalId';

export const identityRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: OF_OBJECT,
    produces: [ONE],
    consumes: ['externalid'],
    permissions: ADMIN,
    owned: (call) => [call.param('id')],
    handle: bind,
  },
  {
    method: 'GET',
    path: OF_OBJECT,
    produces: [MANY],
    permissions: READ,
    owned: (call) => [call.param('id')],
    handle: (call) => {
      const id = requireGlobalId(call);
      const externalIds = call.store.externalIds.of(id).map((bound) => view(call, bound));
      return { status: 200, body: { externalIds, self: `${call.origin}${call.path}` } };
    },
  },
  {
    method: 'GET',
    path: BY_VALUE,
    produces: [ONE],
    permissions: READ,
    owned: ownerOfBound,
    handle: (call) => ({ status: 200, body: view(call, find(call)) }),
  },
  {
    method: 'DELETE',
    path: BY_VALUE,
    permissions: ADMIN,
    owned: ownerOfBound,
    handle: (call) => {
      const bound = find(call);
      if (call.mode.stores) call.store.externalIds.unbind(bound);
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: '/identity/search',
    produces: [MANY],
    permissions: READ,
    handle: (call) => {
      const { externalIds } = validate(searchSchema, objectBody(call));
      const found = externalIds.flatMap((id) => call.store.externalIds.find(id) ?? []);
      return {
        status: 200,
        body: { externalIds: found.map((bound) => view(call, bound)), self: `${call.origin}${call.path}` },
      };
    },
  },
];
