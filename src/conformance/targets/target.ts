/** What a bridge may be able to do beyond the founding document; a requirement names the one that it belongs to. */
export const CAPABILITIES = [
  'connections-api',
  'flows',
  'drivers',
  'devices',
  'events',
  'metrics',
  'openapi',
  'durable-configuration',
  'uplinks-by-http',
  'commands',
  'console',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** A call of the bridge's management API; `path` is relative to its base path, such as `/connections`. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`: malformed or oversized documents. */
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `valid` (the default) signs in first, once; `none` sends no token; any other text is sent as the token. */
  readonly token?: 'valid' | 'none' | (string & {});
}

export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed JSON, or undefined where there is none. */
  readonly body: unknown;
}

/** A bridge under test, reached only through what any bridge offers. */
export interface Target {
  readonly kind: 'reference' | 'process' | 'external';
  readonly capabilities: ReadonlySet<Capability>;
  /** Calls the management API. @throws Error when the bridge can't be reached at all. */
  api(request: ApiRequest): Promise<ApiResponse>;
  /** Asks for a token with these credentials (form-encoded client credentials). */
  signIn(credentials: { readonly clientId: string; readonly clientSecret: string }): Promise<ApiResponse>;
  /** Credentials that are good on this target. */
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** Ends the bridge: in good order, or at once as `kill -9` does. */
  stop(how: 'in-good-order' | 'killed'): Promise<void>;
  /** Starts it again with what it had stored. */
  start(): Promise<void>;
  /** Where its console is, for a browser. @throws Error when it has none, or listens on no socket */
  console(): string;
  /** Everything that the bridge wrote to its log so far. */
  log(): string;
}
