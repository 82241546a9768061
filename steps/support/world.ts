import { type IWorldOptions, setWorldConstructor, World } from '@cucumber/cucumber';
import { type ApiRequest, type ApiResponse, NotOnThisTarget } from '../../src/conformance/targets/index.ts';
import type { BridgeSettings, World as Simulation } from '../../src/simulation/index.ts';
import type { Browsing } from './browsing.ts';
import type { Relay } from './chromium/relay.ts';
import { ConnectionBook } from './connection-book.ts';
import { DeviceBook } from './device-book.ts';
import { drive } from './drive.ts';
import type { HeldNews } from './held-news.ts';
import { type DocumentedPlatform, NetworkGuard } from './nock.ts';
import { OperationBook } from './operation-book.ts';
import { PlatformClient } from './platform-client.ts';
import { expectGoing, openSimulation, type ScenarioOrigin } from './simulation.ts';
import type { EndedStep } from './tale.ts';

/** What is handed in from outside with a run. */
export interface RunParameters {
  /** The run's seed; a scenario's own is derived from it, so that it is the same alone and in the suite. */
  readonly seed?: string;
  /** The run's name in the recorded envelopes. */
  readonly run?: string;
  /** The negative control to break the bridge with, a file of `controls/`. */
  readonly control?: string;
  /** `process` where the reference is to be a process of its own in all scenarios. */
  readonly bridge?: string;
  /** The file that describes the bridge under test, where it is not the reference. */
  readonly target?: string;
  /** Where the run keeps what it has made on that bridge. */
  readonly ledger?: string;
}

/** What the steps of one scenario share: its world, what was answered last, and whom its sentences speak of. */
export class ScenarioWorld extends World<RunParameters> {
  readonly connections = new ConnectionBook();
  readonly devices = new DeviceBook();
  readonly operations = new OperationBook();
  /** The steps that have ended so far. */
  readonly endedSteps: EndedStep[] = [];
  /** What was answered to several requests of one sentence. */
  answers: ApiResponse[] = [];
  /** How long the bridge took for the last answer, in milliseconds of the world's clock. */
  answeredWithinMs = 0;
  /** Plays the documented host in the scenarios that ask for it. */
  documentedPlatform: DocumentedPlatform | undefined;
  /** What the scenario does in a browser, where it is tagged for one. */
  browsing: Browsing | undefined;
  /** What a page is to be told later than it could be. */
  news: HeldNews | undefined;
  /** Where that browser finds the documented host. */
  documentedHost: Relay | undefined;
  /** Keeps the scenario off the net. */
  readonly network = new NetworkGuard();
  readonly #background: Promise<unknown>[] = [];
  #settings: BridgeSettings = {};
  #origin: ScenarioOrigin | undefined;
  #simulation: Promise<Simulation> | undefined;
  #answer: ApiResponse | undefined;
  #token: { readonly text: string; readonly lifeMs: number } | undefined;

  constructor(options: IWorldOptions<RunParameters>) {
    super(options);
  }

  /** Told by a hook before the first step. */
  begin(origin: ScenarioOrigin): void {
    this.#origin = origin;
  }

  /** Changes a setting of the bridge. @throws Error when the world has come into being already */
  configure(settings: BridgeSettings): void {
    if (this.parameters.target !== undefined)
      throw new NotOnThisTarget('It needs a bridge that the kit itself configures.');
    if (this.#simulation !== undefined)
      throw new Error('The bridge runs already: tell its settings before everything else.');
    this.#settings = { ...this.#settings, ...settings };
  }

  /** The scenario's world; it comes into being when it is first asked for. */
  simulation(): Promise<Simulation> {
    if (this.#origin === undefined) throw new Error('The scenario has not begun yet.');
    expectGoing(this.parameters);
    this.#simulation ??= openSimulation(this.#origin, this.parameters, this.#settings);
    return this.#simulation;
  }

  /** The world, if a step has asked for it. */
  async openedSimulation(): Promise<Simulation | undefined> {
    // A world that could not be made has failed the step that asked for it.
    return await this.#simulation?.catch(() => undefined);
  }

  /** Looks into Cumulocity as an administrator. */
  async platform(tenantId?: string): Promise<PlatformClient> {
    const simulation = await this.simulation();
    const admin =
      tenantId === undefined || tenantId === simulation.admin.tenantId
        ? simulation.admin
        : this.connections.tenant(tenantId).admin;
    return new PlatformClient(simulation, admin);
  }

  /** Calls the management API of the bridge and keeps the answer for the sentences that follow. */
  async call(request: ApiRequest): Promise<ApiResponse> {
    const simulation = await this.simulation();
    const asked = simulation.clock.now();
    this.#answer = await drive(simulation, simulation.bridge.api(request));
    this.answeredWithinMs = simulation.clock.now() - asked;
    return this.#answer;
  }

  /** Lets something go on beside the steps; whether it failed is told when the scenario ends. */
  inBackground(work: Promise<unknown>): void {
    // Awaited in the end; until then a failure must not end the process.
    work.catch(() => undefined);
    this.#background.push(work);
  }

  /** What went wrong beside the steps. */
  async backgroundFailures(): Promise<readonly string[]> {
    const settled = await Promise.allSettled(this.#background);
    return settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  }

  /** Looks at the management API; what was answered before stays what "the request" means. */
  async look(request: ApiRequest): Promise<ApiResponse> {
    return await (await this.simulation()).bridge.api(request);
  }

  /** What the management API answered to the last request of a When. */
  get answer(): ApiResponse {
    if (this.#answer === undefined) throw new Error('No request has been sent yet.');
    return this.#answer;
  }

  set answer(answer: ApiResponse) {
    this.#answer = answer;
  }

  /** The token that somebody signed in for. */
  get token(): { readonly text: string; readonly lifeMs: number } {
    if (this.#token === undefined) throw new Error('Nobody has signed in yet.');
    return this.#token;
  }

  set token(token: { readonly text: string; readonly lifeMs: number }) {
    this.#token = token;
  }
}

setWorldConstructor(ScenarioWorld);
