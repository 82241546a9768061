import { isObject } from '../api/validation.ts';
import type { TenantStore } from '../store/tenant-store.ts';

/** The external id types that bridges keep a DevEUI under (Cumulocity's LoRa microservices and Actility's agent). */
const TYPES = new Set(['c8y_Serial', 'LoRa devEUI']);
const DEV_EUI = /^[0-9a-f]{16}$/i;

function readDevEui(text: unknown): string | undefined {
  return typeof text === 'string' && DEV_EUI.test(text) ? text.toUpperCase() : undefined;
}

/**
 * The device that a request is about: named by an external id, or the owner of such an id that path, query or body
 * lead to. A request about several devices belongs to none.
 */
export function devEuiOf(
  request: { path: string; query: string; body: unknown },
  store: TenantStore | undefined,
): string | undefined {
  const byValue = /^\/identity\/externalIds\/([^/]+)\/([^/]+)$/.exec(request.path);
  if (byValue !== null)
    return TYPES.has(safeDecode(byValue[1])) ? readDevEui(safeDecode(byValue[2])) : undefined;
  const named = new Set<string>();
  for (const id of externalIdsIn(request.body)) named.add(id);
  if (store !== undefined && named.size === 0) {
    for (const id of objectIdsIn(request, store)) {
      for (const bound of store.externalIds.of(id)) {
        const devEui = TYPES.has(bound.type) ? readDevEui(bound.externalId) : undefined;
        if (devEui !== undefined) named.add(devEui);
      }
    }
  }
  const [only] = named;
  return named.size === 1 ? only : undefined;
}

function safeDecode(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    return text ?? '';
  }
}

function externalIdsIn(body: unknown): string[] {
  if (!isObject(body)) return [];
  const list = Array.isArray(body.externalIds) ? body.externalIds : [body];
  return list.flatMap((one: unknown) =>
    isObject(one) && typeof one.type === 'string' && TYPES.has(one.type)
      ? (readDevEui(one.externalId) ?? [])
      : [],
  );
}

function objectIdsIn(
  { path, query, body }: { path: string; query: string; body: unknown },
  store: TenantStore,
): Set<string> {
  const ids = new Set<string>();
  const inPath = /^\/(?:inventory\/managedObjects|identity\/globalIds)\/(\d+)/.exec(path)?.[1];
  if (inPath !== undefined) ids.add(inPath);
  const operation = /^\/devicecontrol\/operations\/(\d+)$/.exec(path)?.[1];
  const device = operation === undefined ? undefined : store.operations.get(operation)?.sourceId;
  if (device !== undefined) ids.add(device);
  const params = new URLSearchParams(query);
  for (const name of ['source', 'deviceId']) {
    const inQuery = params.get(name);
    if (inQuery !== null) ids.add(inQuery);
  }
  const bodies = isObject(body) && Array.isArray(body.measurements) ? body.measurements : [body];
  for (const one of bodies) {
    if (isObject(one) && isObject(one.source) && typeof one.source.id === 'string') ids.add(one.source.id);
    if (isObject(one) && typeof one.deviceId === 'string') ids.add(one.deviceId);
  }
  return ids;
}
