import type { WireMessage, WireRequest } from './wire.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What becomes of an object. */
export type ObjectChange = (object: JsonObject) => JsonObject;

/** Changes a JSON text by changing its objects, the inner ones first; what is no JSON stays as it is. */
export function changeObjects(text: string, change: ObjectChange): string {
  try {
    return JSON.stringify(changed(JSON.parse(text), change));
  } catch {
    return text;
  }
}

/** A message with the objects of its document changed; one that is no JSON goes on as it came. */
export function changeDocument(message: WireMessage, change: ObjectChange): WireMessage {
  const text = Buffer.from(message.payload).toString('utf8');
  const altered = changeObjects(text, change);
  return altered === text ? message : { ...message, payload: Buffer.from(altered, 'utf8') };
}

/** A request with the objects of its body changed, if it has one. */
export function changeBody(request: WireRequest, change: ObjectChange): WireRequest {
  return request.body === undefined ? request : { ...request, body: changeObjects(request.body, change) };
}

function changed(value: unknown, change: ObjectChange): unknown {
  if (Array.isArray(value)) return value.map((item) => changed(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changed(inner, change)])),
  );
}

/** Says whether a value is a JSON object. */
export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
