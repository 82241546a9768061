import type { BridgeParts } from '../../bridge/index.ts';
import type { Defect } from './control.ts';

type EventType = Parameters<Parameters<BridgeParts['createSupervisor']>[0]['events']['add']>[0]['type'];

/** A bridge whose connections never tell of one type of event. */
export function dropEvents(type: EventType): Defect {
  return (parts) => ({
    ...parts,
    createSupervisor: (deps) =>
      parts.createSupervisor({
        ...deps,
        events: {
          add: (event) => {
            if (event.type !== type) deps.events.add(event);
          },
        },
      }),
  });
}
