import type { Flow } from './flow.ts';
import type { Route } from './route.ts';
import type { Routable } from './router.ts';

/** A flow as it is found: by its place among all, with its routes. */
interface Found {
  readonly place: number;
  readonly routes: readonly Route[];
}

/** Found by one of its tags; the device must carry all of them. */
interface Tagged extends Found {
  readonly tags: readonly string[];
}

const NONE: readonly Tagged[] = [];

/** Flows by what they match, so that an uplink costs the same however many there are. The list must not change. */
export class FlowIndex {
  readonly flows: readonly Flow[];
  readonly #byKey = new Map<string, Found[]>();
  readonly #byTag = new Map<string, Tagged[]>();

  constructor(flows: readonly Flow[]) {
    this.flows = flows;
    for (const [place, flow] of flows.entries()) this.#add(place, flow);
  }

  /** The routes of flows that name the device, then of those that match its tags; of either the older first. */
  routesOf({ devEui, tags }: Routable): readonly Route[] {
    const found: Found[] = [];
    if (this.#byTag.size > 0) {
      const carried = tags.map((tag) => tag.toLowerCase());
      for (const tag of carried) {
        for (const flow of this.#byTag.get(tag) ?? NONE) {
          if (flow.tags.every((wanted) => carried.includes(wanted))) found.push(flow);
        }
      }
    }
    if (found.length > 1) found.sort((a, b) => a.place - b.place);
    if (this.#byKey.size > 0) {
      found.unshift(...(this.#byKey.get(`lora:${devEui.toLowerCase()}`) ?? NONE));
    }
    const [only] = found;
    return only !== undefined && found.length === 1 ? only.routes : found.flatMap(({ routes }) => routes);
  }

  #add(place: number, flow: Flow): void {
    const routes = routesOf(flow);
    for (const matcher of flow.matchers) {
      if (matcher.type === 'key') {
        append(this.#byKey, matcher.key.toLowerCase(), { place, routes });
        continue;
      }
      const tags = matcher.tags.map((tag) => tag.toLowerCase());
      // An empty list would match every device: no one who writes one means that.
      if (tags[0] !== undefined) append(this.#byTag, tags[0], { place, routes, tags });
    }
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function routesOf(flow: Flow): Route[] {
  return flow.connectors.map(({ connectionId, uplinkTimeValidity }) => ({
    connectionId,
    ...(flow.driver === undefined ? {} : { driverId: flow.driver.id }),
    ...(uplinkTimeValidity === undefined ? {} : { uplinkTimeValidity }),
  }));
}
