import { z } from 'zod';
import {
  type HttpRequest,
  type HttpResponse,
  type HttpTransport,
  TransportError,
} from '../http-transport.ts';

const objectSchema = z.record(z.string(), z.unknown());
type Json = z.infer<typeof objectSchema>;

/** Decides about a request before the platform does: an answer, a failure thrown, or nothing. */
type Intercept = (
  request: HttpRequest,
  carryOut: () => HttpResponse,
) => HttpResponse | Promise<HttpResponse> | undefined;

const sourced = z.object({ source: z.object({ id: z.string() }) });

/** As much of a platform as the bridge's tests need: it keeps what it is sent and answers in the documented form. */
export class FakePlatform implements HttpTransport {
  readonly requests: HttpRequest[] = [];
  readonly objects = new Map<string, Json>();
  readonly externalIds = new Map<string, string>();
  readonly measurements: Json[] = [];
  readonly events: Json[] = [];
  readonly alarms: Json[] = [];
  tenant = 't1';
  password = 'secret';
  #intercepts: Intercept[] = [];
  #ids = 100;

  async request(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    for (const intercept of [...this.#intercepts]) {
      const answer = await intercept(request, () => this.#answer(request));
      if (answer !== undefined) return answer;
    }
    return this.#answer(request);
  }

  async close(): Promise<void> {}

  intercept(intercept: Intercept): () => void {
    this.#intercepts.push(intercept);
    return () => {
      this.#intercepts = this.#intercepts.filter((other) => other !== intercept);
    };
  }

  /** Treats the next `count` requests whose `METHOD path` begins so in the given way. */
  next(
    prefix: string,
    count: number,
    treat: (request: HttpRequest, carryOut: () => HttpResponse) => HttpResponse | Promise<HttpResponse>,
  ): void {
    let left = count;
    this.intercept((request, carryOut) => {
      if (left === 0 || !callOf(request).startsWith(prefix)) return undefined;
      left -= 1;
      return treat(request, carryOut);
    });
  }

  calls(prefix = ''): string[] {
    return this.requests.map(callOf).filter((call) => call.startsWith(prefix));
  }

  /** `externalId=object` as it was bound. */
  bind(type: string, externalId: string, id: string, object: Json = {}): void {
    this.objects.set(id, { id, ...object });
    this.externalIds.set(`${type}/${externalId}`, id);
  }

  removeObject(id: string): void {
    this.objects.delete(id);
    for (const [key, value] of this.externalIds) if (value === id) this.externalIds.delete(key);
  }

  #answer(request: HttpRequest): HttpResponse {
    const { tenant, password } = this;
    const user = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString();
    if (user !== `${tenant}/user:${password}` && user.split(':')[1] !== password) return error(401);
    const url = new URL(request.url);
    const body = request.body === undefined ? {} : objectSchema.catch({}).parse(JSON.parse(request.body));
    const [, area, kind, ...rest] = url.pathname.split('/').map(decodeURIComponent);
    switch (`${request.method} ${area}/${kind}`) {
      case 'GET tenant/currentTenant':
        return json(200, { name: tenant });
      case 'GET user/currentUser':
        return json(200, { userName: 'user' });
      case 'GET identity/externalIds':
        return this.#externalId(rest);
      case 'POST identity/globalIds':
        return this.#bindTo(rest[0] ?? '', body);
      case 'POST inventory/managedObjects':
        return this.#create(body);
      case 'GET inventory/managedObjects':
        return rest[0] === undefined
          ? json(200, { managedObjects: [...this.objects.values()] })
          : this.#object(rest[0]);
      case 'PUT inventory/managedObjects':
        return this.#update(rest[0] ?? '', body);
      case 'DELETE inventory/managedObjects':
        this.removeObject(rest[0] ?? '');
        return { status: 204, headers: {}, body: '' };
      case 'POST measurement/measurements':
        return this.#store(this.measurements, z.array(objectSchema).catch([body]).parse(body.measurements));
      case 'POST event/events':
        return this.#store(this.events, [body]);
      case 'POST alarm/alarms':
        return this.#raise(body);
      case 'PUT alarm/alarms':
        Object.assign(this.alarms.find(({ id }) => id === rest[0]) ?? {}, body);
        return json(200, body);
      case 'GET alarm/alarms':
        return json(200, { alarms: this.alarms.filter(({ status }) => status === 'ACTIVE') });
      case 'GET measurement/measurements':
        return json(200, { measurements: this.#find(this.measurements, url.searchParams) });
      case 'GET event/events':
        return json(200, { events: this.#find(this.events, url.searchParams) });
      default:
        return error(405);
    }
  }

  #raise(body: Json): HttpResponse {
    const alarm = { ...body, id: String(this.alarms.length + 1) };
    const stored = this.#store(this.alarms, [alarm]);
    return stored.status === 201 ? json(201, alarm) : stored;
  }

  #externalId([type = '', externalId = '']: string[]): HttpResponse {
    const id = this.externalIds.get(`${type}/${externalId}`);
    return id === undefined ? error(404) : json(200, { externalId, type, managedObject: { id } });
  }

  #bindTo(id: string, { type, externalId }: Json): HttpResponse {
    const key = `${String(type)}/${String(externalId)}`;
    if (this.externalIds.has(key)) return error(409);
    if (!this.objects.has(id)) return error(404);
    this.externalIds.set(key, id);
    return json(201, { type, externalId, managedObject: { id } });
  }

  #create(body: Json): HttpResponse {
    this.#ids += 1;
    const id = String(this.#ids);
    this.objects.set(id, { ...body, id });
    return json(201, { ...body, id });
  }

  #object(id: string): HttpResponse {
    const object = this.objects.get(id);
    return object === undefined ? error(404) : json(200, object);
  }

  #update(id: string, body: Json): HttpResponse {
    const object = this.objects.get(id);
    if (object === undefined) return error(404);
    this.objects.set(id, { ...object, ...body });
    return json(200, { id });
  }

  #store(into: Json[], values: readonly Json[]): HttpResponse {
    for (const value of values) {
      if (!this.objects.has(sourced.parse(value).source.id)) return error(422);
    }
    into.push(...values);
    return json(201, {});
  }

  #find(among: readonly Json[], query: URLSearchParams): Json[] {
    const from = Date.parse(query.get('dateFrom') ?? '');
    const to = Date.parse(query.get('dateTo') ?? '');
    return among.filter((value) => {
      const at = Date.parse(String(value.time));
      const isHere =
        sourced.parse(value).source.id === query.get('source') && value.type === query.get('type');
      return isHere && at >= from && at < to;
    });
  }
}

function callOf({ method, url }: HttpRequest): string {
  return `${method} ${new URL(url).pathname}`;
}

export function json(status: number, body: unknown): HttpResponse {
  return { status, headers: {}, body: JSON.stringify(body) };
}

export function error(status: number, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers, body: JSON.stringify({ error: 'test/Error', message: `answer ${status}` }) };
}

export function reset(): never {
  throw new TransportError('reset', 'the host reset the connection', true);
}

export function refusedConnection(): never {
  throw new TransportError('connect', 'the host can not be reached', false);
}
