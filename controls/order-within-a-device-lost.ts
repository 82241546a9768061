import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: what travels together is stored the last first, so that a device's data stand in another order than they
 * were sent.
 *
 * Must fail: where several uplinks of a device have waited and the order is looked at: MSG-10 (one is refused at first),
 * DELIVERY-01 and DURABLE-04 (after outages and deaths), DELIVERY-06 (what was held back).
 *
 * A run of whole chapters showed one more: MSG-16: what the network delays or lets overtake goes on in that order.
 */
export default control({
  title: 'The order within a device is lost',
  breaks: ['MSG-10', 'DELIVERY-01', 'DELIVERY-06', 'DURABLE-04', 'MSG-16'],
  seenAs: 'Order within a device lost',
  wire: { request: (request) => ({ ...request, ...reversed(request) }) },
});

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

function reversed({ method, path, body }: Request): { readonly body?: string } {
  if (method !== 'POST' || !path.startsWith('/measurement/') || body === undefined) return {};
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null || !('measurements' in parsed)) return {};
  const { measurements } = parsed;
  return Array.isArray(measurements)
    ? { body: JSON.stringify({ measurements: measurements.toReversed() }) }
    : {};
}
