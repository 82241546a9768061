import { readThingParkDocument } from '../capture/index.ts';
import type { Envelope } from '../envelope.ts';
import { type Finding, placeOf } from './finding.ts';
import type { Held, HeldOperation } from './held.ts';

/** Operations that never came to an end, or to a bad one. */
export function openCommands(envelopes: readonly Envelope[], held: Held): readonly Finding[] {
  return [...held.operations.values()].flatMap((operation) => {
    const last = operation.statuses.at(-1);
    const devEui = held.devEuiOf(operation.deviceId);
    const about = { devEui, ...placeOf(operation) };
    const name = `Operation ${operation.id} (${operation.fragments.join(', ') || 'no fragment'})`;
    if (last === undefined || last.status === 'SUCCESSFUL') return [];
    if (last.status === 'FAILED')
      return {
        kind: 'failed-command',
        ...about,
        what: `${name} FAILED.`,
        cause: last.reason ?? 'No reason was given.',
        remedy: 'Mend what the reason names, and send the command again.',
      };
    return {
      kind: 'open-command',
      ...about,
      what: `${name} is still ${last.status} at the end of the recording.`,
      ...whyOpen(envelopes, operation, last.status, devEui),
    };
  });
}

function whyOpen(
  envelopes: readonly Envelope[],
  { seq }: HeldOperation,
  status: string,
  devEui: string | undefined,
): Pick<Finding, 'cause' | 'remedy'> {
  const later = envelopes.filter((envelope) => envelope.seq > seq && envelope.kind === 'mqtt');
  const documents = later.flatMap(({ body }) => readThingParkDocument(body) ?? []);
  const ofDevice = documents.filter((document) => document.devEui === devEui);
  const downlink = ofDevice.find(({ root }) => root === 'DevEUI_downlink');
  const reports = ofDevice.filter(({ root }) => /^DevEUI_downlink_(?:Sent|Rejected)$/.test(root));
  if (downlink === undefined && status === 'PENDING')
    return {
      cause:
        'The bridge never took it: it does not listen for operations, or the object is no agent (com_cumulocity_model_Agent).',
      remedy:
        'See that downlinkEnabled is true, that the device was registered by the bridge, and that its connection is OPENED.',
    };
  if (downlink === undefined)
    return {
      cause: 'The bridge took it and sent no downlink.',
      remedy:
        'Look for the operation in the bridge’s log; a bridge must end what it can’t send as FAILED, with the reason.',
    };
  if (reports.length === 0)
    return {
      cause: `The downlink went to the network (CorrelationID ${downlink.correlationId ?? 'none'}), and no DevEUI_downlink_Sent or _Rejected came back.`,
      remedy:
        'Route downlink reports to the bridge as well as uplinks. A bridge must end a command of which nothing is heard as FAILED after a time.',
    };
  const matching = reports.find(({ correlationId }) => correlationId === downlink.correlationId);
  if (matching === undefined)
    return {
      cause: `A report came back, but with the CorrelationID ${reports[0]?.correlationId ?? 'left out'} instead of ${downlink.correlationId ?? 'none'}.`,
      remedy:
        'See who else sends downlinks to this device; a bridge must match a report without CorrelationID by device and order.',
    };
  return {
    cause: `The network’s report (${matching.root}) came back, and the bridge did not end the operation.`,
    remedy: 'Look for the CorrelationID in the bridge’s log: its report was dropped.',
  };
}
