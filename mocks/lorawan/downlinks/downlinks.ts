import type { Clock, EpochMs } from '../../../src/clock/index.ts';
import type { Random } from '../../../src/random/index.ts';
import type { Recorder } from '../../../src/recording/index.ts';
import { type DevEui, parseDevEui } from '../devices/index.ts';
import { AimedFaults } from '../faults/aimed-faults.ts';
import type { NetworkServer, Operator } from '../network-server/index.ts';
import { RX1_DELAY_MS } from '../radio/index.ts';
import type { Timers } from '../timers.ts';
import { type ApplicationServer, signatureProblem } from './application-server.ts';
import { counterUsed, told } from './causes.ts';
import { type DownlinkRequest, readDownlink, readDownlinkQuery } from './downlink-document.ts';
import type { DownlinkFault } from './downlink-fault.ts';
import { DownlinkQueue } from './downlink-queue.ts';
import type { DownlinkListener, Link, UplinkHeard } from './link.ts';
import { Reporter } from './reporter.ts';
import { REJECTED } from './reports.ts';
import { Transmitter } from './transmitter.ts';
import { Windows } from './windows.ts';

export interface DownlinksParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly timers: Timers;
  readonly server: NetworkServer;
  readonly operator: Operator;
  /** Whose base station serves a device that was not heard yet. */
  readonly lrrId: string;
  /** Hands a report over, in the name of the device. */
  readonly publish: (devEui: string, document: unknown) => Promise<void>;
  /** Absent: anybody may send downlinks. */
  readonly applicationServer: ApplicationServer | undefined;
  /** How often a confirmed downlink goes on air at most. */
  readonly confirmedTries: number;
  /** False: another network may have the devices that this one does not know. */
  readonly refusesUnknownDevices: boolean;
}

/** What the LRC answers to a downlink by HTTP. */
export interface DownlinkAnswer {
  readonly status: number;
  readonly body: string;
}

/** Takes downlink documents, sends them when their devices listen, and reports what became of them. */
export class Downlinks {
  readonly #parts: DownlinksParts;
  readonly #faults: AimedFaults<DownlinkFault>;
  readonly #reporter: Reporter;
  readonly #windows: Windows;
  readonly #links = new Map<DevEui, Link>();
  readonly #taken: DownlinkRequest[] = [];
  #asked = 0;
  #applicationServer: ApplicationServer | undefined;

  constructor(parts: DownlinksParts) {
    const { clock, recorder, timers, operator, publish, server, lrrId } = parts;
    const faults = new AimedFaults<DownlinkFault>(parts.random);
    const reporter = new Reporter({ clock, recorder, operator, faults, timers, publish });
    const transmitter = new Transmitter({ clock, recorder, lrrId });
    this.#parts = parts;
    this.#applicationServer = parts.applicationServer;
    this.#faults = faults;
    this.#reporter = reporter;
    this.#windows = new Windows({ clock, server, faults, timers, reporter, transmitter });
  }

  attach(listener: DownlinkListener): void {
    const queue = new DownlinkQueue(this.#parts.confirmedTries);
    this.#links.set(listener.devEui, {
      listener,
      queue,
      lastHeard: undefined,
      opening: false,
      expiry: undefined,
      onAir: undefined,
    });
  }

  addFault(fault: DownlinkFault): () => void {
    return this.#faults.add(fault);
  }

  /** How often a downlink was asked for, with a valid document or an invalid one. */
  get asked(): number {
    return this.#asked;
  }

  /** What was asked for, oldest first, whatever became of it: the last thousand. */
  taken(): readonly DownlinkRequest[] {
    return [...this.#taken];
  }

  /** How many downlinks wait for a device, or for its acknowledgement. */
  waiting(devEui: DevEui): number {
    return this.#links.get(devEui)?.queue.size ?? 0;
  }

  /** Takes a message from `mqtt/things/{DevEUI}/downlink`. */
  take(topic: string, payload: Uint8Array): void {
    const named = topic.split('/')[2] ?? '';
    if (!this.#parts.refusesUnknownDevices && this.#linkOf(named) === undefined) return;
    const read = readDownlink(Buffer.from(payload).toString(), this.#parts.clock.now());
    if (read.kind === 'ignored') {
      this.#reporter.note(named, `message on a downlink topic ignored: ${read.why}`, 'refused');
      return;
    }
    this.#asked += 1;
    if (read.kind === 'invalid') {
      const { given, cause } = read;
      this.#reporter.rejected({ ...given, devEui: given.devEui ?? named }, cause, named, this.#linkOf(named));
      return;
    }
    const cause = this.#accept(read.request, named);
    if (cause !== undefined) this.#reporter.rejected(read.request, cause, named, this.#linkOf(named));
  }

  /**
   * Takes a downlink by HTTP, all of which stands in the address (Actility, LRC-AS tunnel interface, "Downlink"). Whoever
   * sends it is told at once when it is refused: no report follows.
   */
  post(url: string): DownlinkAnswer {
    const { clock, recorder } = this.#parts;
    this.#asked += 1;
    const read = readDownlinkQuery(url.split('?')[1] ?? '', clock.now());
    const { devEui, fPort } = read.kind === 'request' ? read.request : read.given;
    const cause = read.kind === 'request' ? this.#accept(read.request, read.request.devEui) : read.cause;
    const status = cause === undefined ? 200 : REJECTED;
    const correlation = devEui === undefined ? {} : { correlation: { devEui } };
    recorder.record({
      from: 'bridge',
      to: 'network-server',
      kind: 'http-request',
      title: `POST downlink${fPort === undefined ? '' : ` on port ${fPort}`}`,
      ...correlation,
    });
    recorder.record({
      from: 'network-server',
      to: 'bridge',
      kind: 'http-response',
      title: cause === undefined ? String(status) : `${status} ${cause}`,
      outcome: cause === undefined ? 'ok' : 'refused',
      ...correlation,
    });
    return { status, body: `<html><body>${cause ?? 'Request queued by LRC'}</body></html>` };
  }

  /** From now on only this application server may send downlinks; anybody where there is none. */
  acceptFrom(applicationServer: ApplicationServer | undefined): void {
    this.#applicationServer = applicationServer;
  }

  /** True when the acknowledgement of a confirmed uplink heard at `at` can travel with a downlink that waits. */
  carriesAcknowledgement(devEui: DevEui, at: EpochMs): boolean {
    const link = this.#links.get(devEui);
    if (link === undefined || link.queue.size === 0 || link.opening) return false;
    return link.listener.deviceClass === 'A' && this.#parts.clock.now() <= at + RX1_DELAY_MS;
  }

  /** After each uplink. */
  uplinkHeard(devEui: DevEui, heard: UplinkHeard): void {
    const link = this.#links.get(devEui);
    if (link === undefined) return;
    link.lastHeard = heard;
    const settled = link.queue.deviceHeard(heard.ack);
    if (settled?.outcome === 'acknowledged') {
      this.#reporter.note(devEui, `${told(settled.downlink.request)} acknowledged`, 'ok');
    } else if (settled !== undefined) {
      const { request, tries } = settled.downlink;
      this.#reporter.note(devEui, `${told(request)} given up after ${tries} tries`, 'failed');
    }
    if (link.queue.size === 0 && !heard.acknowledgementOwed) return;
    if (link.listener.deviceClass === 'A') this.#windows.openAfter(link, heard);
    else this.#windows.sendAtOnce(link);
  }

  /** Queues a downlink, unless it is refused. @returns why it is */
  #accept(request: DownlinkRequest, named: string): string | undefined {
    this.#taken.push(request);
    if (this.#taken.length > REMEMBERED) this.#taken.shift();
    const link = this.#linkOf(request.devEui);
    const cause = this.#refusalOf(request, link, named);
    if (link === undefined || cause !== undefined) return cause ?? UNKNOWN;
    this.#queue(link, request);
    return undefined;
  }

  #queue(link: Link, request: DownlinkRequest): void {
    const { flushed } = link.queue.add(request);
    for (const gone of flushed) {
      this.#reporter.note(link.listener.devEui, `${told(gone.request)} flushed`, 'failed');
    }
    this.#windows.watchValidity(link);
    const isNext = link.queue.size === 1;
    if (link.listener.deviceClass === 'C' && isNext) this.#windows.sendAtOnce(link);
  }

  #refusalOf(request: DownlinkRequest, link: Link | undefined, named: string): string | undefined {
    const { server, clock } = this.#parts;
    const applicationServer = this.#applicationServer;
    if (request.devEui !== named.toUpperCase()) return 'DevEUI is not the one that the topic names';
    const session = link && server.sessionOf(link.listener.devEui);
    if (link === undefined || session === undefined) return UNKNOWN;
    const unsigned = applicationServer && signatureProblem(request.signature, applicationServer);
    if (unsigned !== undefined) return unsigned;
    const { validUntil, fCntDn, flush } = request;
    if (validUntil !== undefined && validUntil <= clock.now()) return 'ValidityTime has passed';
    const ahead = flush ? [] : link.queue.all().map((queued) => (queued.request.fCntDn ?? -1) + 1);
    const expected = Math.max(session.fCntDn, ...ahead);
    if (fCntDn !== undefined && fCntDn < expected) return counterUsed(expected);
    const fault = this.#faults.strike(link.listener.devEui, ['rejected']);
    return fault && (fault.cause ?? 'Downlinks are not allowed by the connectivity plan');
  }

  #linkOf(devEui: string): Link | undefined {
    return /^[0-9a-fA-F]{16}$/.test(devEui) ? this.#links.get(parseDevEui(devEui)) : undefined;
  }
}

const UNKNOWN = 'Unknown DevEUI';
const REMEMBERED = 1000;
