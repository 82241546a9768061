import type { Connection } from '../../connections/connection.ts';
import { documentEvent } from '../../cumulocity/document-event.ts';
import type { EventDraft } from '../../cumulocity/drafts.ts';
import type { Mapped, Mapper } from '../../cumulocity/mapper.ts';
import type { DecodeResult, DriverHost, Point } from '../../drivers/driver-host.ts';
import type { EventLog } from '../../events/event.ts';
import type { Uplink } from '../uplink.ts';
import { decodeAll } from './decode-all.ts';
import type { Job, Write } from './job.ts';

export interface PrepareDeps {
  readonly connection: Pick<Connection, 'id' | 'name' | 'configuration'>;
  readonly drivers: DriverHost;
  readonly mapper: Mapper;
  readonly events: EventLog;
}

/** Decodes and maps the jobs that have not been yet: afterwards each has its writes. */
export async function prepare(deps: PrepareDeps, jobs: readonly Job[]): Promise<void> {
  const fresh = jobs.filter((job) => job.writes === undefined);
  if (fresh.length === 0) return;
  const results = await decodeAll(deps.drivers, fresh);
  for (const job of fresh) {
    const result = results.get(job);
    tellDecoding(deps, job, result);
    const points = (result?.ok === true ? result.points : undefined) ?? job.uplink.points ?? {};
    const mapped = mapOne(deps, job, points);
    job.writes = job.rejected ? [] : writesOf(mapped, documentOf(deps, job, result), job.suspect);
  }
}

/** A mapper that fails at an uplink must not hold up those behind it: this one is set aside. */
function mapOne(deps: PrepareDeps, job: Job, points: Readonly<Record<string, Point>>): Mapped {
  const { uplink } = job;
  const { id: connectionId, name } = deps.connection;
  try {
    const mapped = deps.mapper.map(uplink, points);
    tellWarnings(deps, job, mapped.warnings);
    return mapped;
  } catch (error) {
    job.rejected = true;
    const reason = error instanceof Error ? error.message : String(error);
    deps.events.add({
      type: 'message-rejected',
      severity: 'error',
      message: `Message rejected: uplink ${uplink.fCntUp} of device ${uplink.devEui} can't be mapped and is not sent by connection ${name}: ${reason}`,
      connectionId,
      devEui: uplink.devEui,
      fCntUp: uplink.fCntUp,
    });
    return { measurements: [], events: [], warnings: [] };
  }
}

function tellDecoding(deps: PrepareDeps, job: Job, result: DecodeResult | undefined): void {
  const { uplink } = job;
  const failure = failureOf(uplink, result);
  if (failure === undefined) return;
  deps.events.add({
    type: 'decoding-failed',
    severity: 'warning',
    message: `Decoding failed: the payload of uplink ${uplink.fCntUp} of device ${uplink.devEui} can't be decoded (${failure.code}: ${failure.message}); its signal strength is delivered all the same`,
    connectionId: deps.connection.id,
    devEui: uplink.devEui,
    fCntUp: uplink.fCntUp,
  });
}

/** What the network failed to decode counts only where nobody else has decoded it. */
function failureOf(uplink: Uplink, result: DecodeResult | undefined): Uplink['decodingError'] {
  if (result !== undefined) return result.ok ? undefined : result;
  return uplink.points === undefined ? uplink.decodingError : undefined;
}

function tellWarnings(deps: PrepareDeps, { uplink }: Job, warnings: readonly string[]): void {
  if (warnings.length === 0) return;
  deps.events.add({
    type: 'decoding-failed',
    severity: 'warning',
    message: `Decoding incomplete: of uplink ${uplink.fCntUp} of device ${uplink.devEui} is left out ${warnings.slice(0, 5).join('; ')}`,
    connectionId: deps.connection.id,
    devEui: uplink.devEui,
    fCntUp: uplink.fCntUp,
  });
}

/** What is kept of the document itself, where the connection's settings ask for it. */
function documentOf({ connection }: PrepareDeps, job: Job, result: DecodeResult | undefined): EventDraft[] {
  const { uplink, document } = job;
  const payload = result?.ok === true ? result.data : uplink.payload;
  const draft = documentEvent(connection.configuration, uplink, { document, payload });
  return draft === undefined ? [] : [draft];
}

function writesOf(mapped: Mapped, documents: readonly EventDraft[], suspect: boolean): Write[] {
  const { position } = mapped;
  const events = [...mapped.events, ...documents];
  return [
    ...mapped.measurements.map((draft) => ({ kind: 'measurement' as const, draft, done: false, suspect })),
    ...events.map((draft) => ({ kind: 'event' as const, draft, done: false, suspect })),
    ...(position === undefined
      ? []
      : [{ kind: 'position' as const, located: position, done: false, suspect }]),
  ];
}
