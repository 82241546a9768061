import { type Finding, placeOf } from './finding.ts';
import type { Held, HeldObject } from './held.ts';

/** Devices that Cumulocity has more than once. */
export function duplicatedDevices(held: Held): readonly Finding[] {
  const ofDevice = new Map<string, HeldObject[]>();
  for (const object of held.objects.values()) {
    const devEui = held.devEuiOf(object.id);
    if (devEui === undefined || !object.isDevice || object.isDeleted) continue;
    ofDevice.set(devEui, [...(ofDevice.get(devEui) ?? []), object]);
  }
  return [...ofDevice].flatMap(([devEui, objects]) => {
    const [first, ...others] = objects;
    const second = others.at(-1);
    if (first === undefined || second === undefined) return [];
    const ids = objects.map(({ id }) => id).join(' and ');
    return {
      kind: 'duplicated-device',
      devEui,
      ...placeOf(second),
      what: `Cumulocity has the device ${devEui} ${objects.length === 2 ? 'twice' : `${objects.length} times`}: managed objects ${ids}.`,
      cause: causeOf(devEui, first, second),
      remedy:
        `Keep one of them, give it the external id c8y_Serial = ${devEui} (upper case, as ThingPark writes it), and ` +
        'delete the other once its data are moved. Let scripts bind that external id when they create a device.',
    } as const;
  });
}

function causeOf(devEui: string, first: HeldObject, second: HeldObject): string {
  const maker = first.by === 'operator' ? 'Somebody, or a script,' : 'Whoever';
  const ids = first.externalIds.map(({ type, externalId }) => `${type} = ${externalId}`).join(', ');
  const before = `${maker} made object ${first.id} first`;
  const after = `the ${second.by ?? 'other side'} did not find it and made ${second.id}`;
  if (first.externalIds.length === 0) return `${before}, without an external id, so ${after}.`;
  const isRight = first.externalIds.some(
    ({ type, externalId }) => type === 'c8y_Serial' && externalId === devEui,
  );
  if (isRight)
    return `${before} and bound ${ids}, as it should be; ${after} all the same: its look-up is wrong.`;
  const sameButCase = first.externalIds.find(
    ({ type, externalId }) => type === 'c8y_Serial' && externalId.toUpperCase() === devEui,
  );
  if (sameButCase !== undefined)
    return `${before} and bound c8y_Serial = ${sameButCase.externalId}, in another case. Cumulocity tells upper from lower case in external ids, so ${after}.`;
  return `${before} and bound ${ids}, by which no bridge looks for it, so ${after}.`;
}
