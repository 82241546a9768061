import { AUTO_DRIVER_ID } from '../flows/route.ts';
import type { DriverCfg } from '../uplinks/uplink.ts';
import type { DriverDescription } from './driver-host.ts';

type Part = NonNullable<DriverCfg['application']>;

/**
 * Which driver decodes an uplink: the forced one; for `actility:auto:1` the one that the uplink's `DriverCfg` names, by
 * its id, else by its model, else by its application; undefined: none. Where no driver is there for what `DriverCfg`
 * names, that name is the answer: decoding then fails with it instead of silently not taking place.
 */
export function resolveDriver(
  wanted: string | undefined,
  cfg: DriverCfg | undefined,
  drivers: readonly DriverDescription[],
): string | undefined {
  if (wanted === undefined || wanted !== AUTO_DRIVER_ID) return wanted;
  if (cfg === undefined) return undefined;
  const { id, model, application } = cfg;
  const named = drivers.find(
    (driver) => driver.id === id || (model !== undefined && driver.id === idOf(model)),
  );
  const found =
    named ??
    drivers.find((driver) => model !== undefined && driver.models.some((known) => isSame(known, model))) ??
    drivers.find((driver) => application !== undefined && isSame(driver.application, application));
  return found?.id ?? (model === undefined ? id : idOf(model));
}

/** `pId:mId:ver`, as driver and model ids are written. */
export function idOf({ producerId, moduleId, version }: Part): string {
  return `${producerId}:${moduleId}:${version}`;
}

function isSame(a: Part, b: Part): boolean {
  return a.producerId === b.producerId && a.moduleId === b.moduleId && a.version === b.version;
}
