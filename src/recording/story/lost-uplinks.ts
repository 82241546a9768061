import type { Envelope } from '../envelope.ts';
import { type Finding, placeOf } from './finding.ts';
import type { Held } from './held.ts';
import { member, text } from './json.ts';
import { adviceOn } from './status-advice.ts';
import { bringsPayload, decodingError, measuredValues, type Trail } from './trails.ts';

/** Uplinks that did not get to Cumulocity, or not with their values, or more than once. */
export function lostUplinks(
  envelopes: readonly Envelope[],
  trails: readonly Trail[],
  held: Held,
): readonly Finding[] {
  const showsHanding = envelopes.some(({ from, to }) => from === 'broker' && to === 'bridge');
  const showsPlatform = held.exchanges.some(({ from }) => from === 'bridge');
  return trails.flatMap((trail) => {
    const place = trail.handed[0] ?? trail.published[0];
    if (place === undefined) return [];
    const about = { devEui: trail.devEui, ...placeOf(place), ...counterOf(trail) };
    if (trail.handed.length === 0 && showsHanding)
      return {
        ...about,
        ...NOT_HANDED,
        what: `${nameOf(trail)} was published and never handed to the bridge.`,
      };
    if (!showsPlatform) return undecoded(trail, about);
    if (trail.stored.length === 0) return { ...about, ...nothingStored(trail) };
    return [...repeated(trail, about), ...undecoded(trail, about)];
  });
}

type About = Pick<Finding, 'devEui' | 'seq' | 'time'> & { readonly fCntUp?: number };

const NOT_HANDED = {
  kind: 'not-handed-over',
  cause:
    'The bridge was not connected to the broker at that time, or its subscription does not cover the topic.',
  remedy:
    'See that the bridge is connected, with a session that survives (clean session off), and that its topic pattern fits.',
} as const;

function nameOf({ fCntUp, devEui }: Pick<Trail, 'fCntUp' | 'devEui'>): string {
  return `Uplink ${fCntUp === undefined ? '' : `${fCntUp} `}of ${devEui}`;
}

function counterOf({ fCntUp }: Trail): { readonly fCntUp?: number } {
  return fCntUp === undefined ? {} : { fCntUp };
}

function nothingStored(trail: Trail): Pick<Finding, 'kind' | 'what' | 'cause' | 'remedy'> {
  const kind = 'nothing-stored';
  const what = `${nameOf(trail)} is not in Cumulocity.`;
  const told = trail.events.find(({ outcome }) => outcome === 'failed');
  if (told !== undefined)
    return { kind, what, cause: `The bridge says: ${told.title}`, remedy: 'Do what the event asks for.' };
  const last = trail.requests.at(-1);
  if (last !== undefined) {
    const { cause, remedy } = adviceOn(last);
    return { kind, what, cause, remedy };
  }
  const error = decodingError(trail);
  if (error !== undefined)
    return {
      kind,
      what,
      cause: `ThingPark could not decode it (${error}), and nobody was told.`,
      remedy: DECODER,
    };
  return {
    kind,
    what,
    cause:
      'The bridge took it and asked Cumulocity for nothing: no connection is assigned to the device, or it was dropped without a word.',
    remedy:
      'See which connections the device has and which flows match it; then look for its DevEUI in the bridge’s log.',
  };
}

const DECODER =
  'Give the device the driver of its model (DriverCfg), or mend the driver; test it with the payload above. A bridge must tell of it as an event.';

/** The payload was there, its values are not. */
function undecoded(trail: Trail, about: About): readonly Finding[] {
  const error = decodingError(trail);
  const isSilent =
    trail.stored.length > 0 && bringsPayload(trail) && measuredValues(trail.stored).length === 0;
  if (error === undefined && !isSilent) return [];
  const { fields } = trail.document;
  const told = trail.events.find(({ outcome }) => outcome === 'failed');
  const driver = text(member(fields, 'DriverCfg', 'id'));
  const by = driver === undefined ? 'no driver is named in the uplink' : `its driver is ${driver}`;
  return [
    {
      kind: 'values-missing',
      ...about,
      what: `${nameOf(trail)} brought the payload ${text(fields.payload_hex) ?? '(none)'} on port ${String(fields.FPort)}, and none of its values got to Cumulocity.`,
      cause:
        error === undefined
          ? `It could not be decoded (${by})${told === undefined ? ', and nobody was told' : `; the bridge says: ${told.title}`}.`
          : `ThingPark could not decode it (${error}; ${by}).`,
      remedy: DECODER,
    },
  ];
}

function repeated(trail: Trail, about: About): readonly Finding[] {
  const seen = new Map<string, number>();
  for (const { type, values } of trail.stored) {
    const key = JSON.stringify([type, Object.entries(values).toSorted()]);
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const times = Math.max(...seen.values());
  if (times < 2) return [];
  const open = trail.requests.some(({ status }) => status === undefined || status >= 500);
  return [
    {
      kind: 'stored-twice',
      ...about,
      what: `${nameOf(trail)} is in Cumulocity ${times} times.`,
      cause: open
        ? 'Cumulocity had stored it, but its answer was lost or an error; the bridge sent it again without a look.'
        : trail.handed.length > 1
          ? 'It was handed to the bridge more than once, and the bridge did not recognise the frame.'
          : 'The bridge sent it more than once.',
      remedy:
        'Look, before sending again, whether the data are there; recognise a frame by DevEUI, DevAddr, FCntUp and MIC.',
    },
  ];
}
