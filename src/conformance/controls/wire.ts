import type { BridgeParts } from '../../bridge/index.ts';

/** A request from the bridge to Cumulocity. */
export interface WireRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Cumulocity's answer. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A message from the network to the bridge. */
export interface WireMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** How traffic is corrupted between a bridge and its neighbours: pure functions, so that any proxy can carry them out. */
export interface WireSpec {
  request?(request: WireRequest): WireRequest;
  /** `request` is what Cumulocity was asked, after corruption. */
  response?(response: WireResponse, request: WireRequest): WireResponse;
  /** Gives what arrives instead: nothing, one message or several. */
  message?(message: WireMessage): readonly WireMessage[];
}

/** Puts the corruption between a bridge's parts and the outside, for a bridge that runs in this process. */
export function wireDefect(
  spec: WireSpec,
): <Parts extends Pick<BridgeParts, 'http' | 'mqtt'>>(parts: Parts) => Parts {
  return (parts) => ({ ...parts, http: corruptHttp(parts.http, spec), mqtt: corruptMqtt(parts.mqtt, spec) });
}

function corruptHttp(http: BridgeParts['http'], spec: WireSpec): BridgeParts['http'] {
  return {
    async request(request) {
      const url = new URL(request.url);
      const { method, headers, body } = request;
      const asked: WireRequest = {
        method,
        path: `${url.pathname}${url.search}`,
        headers,
        ...(body === undefined ? {} : { body }),
      };
      const sent = spec.request?.(asked) ?? asked;
      const answer = await http.request({
        ...request,
        url: `${url.origin}${sent.path}`,
        headers: sent.headers,
        ...(sent.body === undefined ? {} : { body: sent.body }),
      });
      return spec.response?.(answer, sent) ?? answer;
    },
    close: () => http.close(),
  };
}

function corruptMqtt(mqtt: BridgeParts['mqtt'], spec: WireSpec): BridgeParts['mqtt'] {
  return {
    open: (subscription) =>
      mqtt.open({
        ...subscription,
        async onMessage(message) {
          for (const corrupted of spec.message?.(message) ?? [message])
            await subscription.onMessage(corrupted);
        },
      }),
  };
}
