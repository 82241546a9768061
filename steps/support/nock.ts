import nock from 'nock';

// The only file that knows nock, and only in Cucumber's process. It has two jobs: it answers for the documented host
// in the scenarios that show the document's example verbatim, and it keeps every scenario from calling a host that
// nobody declared. It sees what goes through node:http and node:https.

/** The host of the document's example. */
export const DOCUMENTED_HOST = 'tpx.eu-latest.cumulocity.com';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[?::1\]?)(:\d+)?$/;

/** Keeps a scenario's calls on this machine, or off the net altogether, and remembers those that were neither. */
export class NetworkGuard {
  readonly #strays: string[] = [];
  readonly #onNoMatch = (request: unknown) => {
    const host = hostOf(request);
    if (!LOOPBACK.test(host)) this.#strays.push(host);
  };

  /** From now on nothing leaves; what uses sockets may talk to this machine. */
  begin(usesSockets: boolean): void {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
    if (usesSockets) nock.enableNetConnect(LOOPBACK);
    nock.emitter.on('no match', this.#onNoMatch);
  }

  /** Lets everything out, unseen: the bridge under test may be anywhere. */
  standAside(): void {
    nock.restore();
  }

  /** The hosts that were called so far though nobody declared them. */
  strays(): readonly string[] {
    return this.#strays;
  }

  /** Puts everything back. @returns the hosts that were called though nobody declared them */
  end(): readonly string[] {
    nock.emitter.off('no match', this.#onNoMatch);
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
    return this.#strays;
  }
}

function hostOf(request: unknown): string {
  if (typeof request !== 'object' || request === null) return 'unknown';
  for (const key of ['host', 'hostname']) {
    const value: unknown = Reflect.get(request, key);
    if (typeof value === 'string') return value;
  }
  const options: unknown = Reflect.get(request, 'options');
  return options === undefined || options === request ? 'unknown' : hostOf(options);
}

/** A request that the documented host got. */
export interface DocumentedCall {
  readonly path: string;
  readonly authorization: string | undefined;
}

/** Plays the documented platform at its documented address, over HTTPS; it answers as Cumulocity's documentation shows. */
export class DocumentedPlatform {
  readonly calls: DocumentedCall[] = [];

  constructor() {
    const note = (path: string, headers: Readonly<Record<string, unknown>>) => {
      const { authorization } = headers;
      this.calls.push({ path, authorization: typeof authorization === 'string' ? authorization : undefined });
    };
    // Cumulocity OpenAPI, Tenants (current tenant) and Users (current user): their examples.
    const answers: Readonly<Record<string, unknown>> = {
      '/tenant/currentTenant': { name: 'tpx', domainName: DOCUMENTED_HOST, allowCreateTenants: false },
      '/user/currentUser': {
        id: 'tpx-iot-flow',
        userName: 'tpx-iot-flow',
        self: `https://${DOCUMENTED_HOST}/user/currentUser`,
        effectiveRoles: [],
        shouldResetPassword: false,
      },
      // Device control, Retrieve a list of operations: there are none.
      '/devicecontrol/operations': { operations: [] },
    };
    for (const [path, body] of Object.entries(answers)) {
      nock(`https://${DOCUMENTED_HOST}`)
        .persist()
        .get(path)
        .query(true)
        .reply(function () {
          note(path, this.req.headers);
          return [200, JSON.stringify(body), { 'content-type': 'application/json' }];
        });
    }
    // It has no realtime notifications: who listens for operations has to do without.
    nock(`https://${DOCUMENTED_HOST}`)
      .persist()
      .post('/notification/realtime')
      .reply(
        404,
        { error: 'general/notFound', message: 'Not found' },
        { 'content-type': 'application/json' },
      );
  }
}
