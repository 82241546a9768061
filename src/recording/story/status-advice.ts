import { type Exchange, routeOf } from './exchanges.ts';
import { member, text } from './json.ts';

/** What a refusal means and what to do (Cumulocity OpenAPI, HTTP usage: status codes). */
const ADVICE: Readonly<Record<number, { readonly cause: string; readonly remedy: string }>> = {
  401: {
    cause: 'Cumulocity does not accept the user name or the password.',
    remedy:
      'Enter tenant id, user name and password of the connection anew; see in Cumulocity that the user is not locked.',
  },
  403: {
    cause: 'The user may not do this.',
    remedy:
      'Give the connection’s user the permission in Cumulocity: inventory, identity, measurements, events, alarms and device control, to read and to write.',
  },
  404: {
    cause: 'What the request is about does not exist (any more).',
    remedy:
      'The device was deleted in Cumulocity: the bridge must forget its id and register the device again.',
  },
  409: {
    cause: 'It contradicts what Cumulocity holds: the external id belongs to another object.',
    remedy: 'Look up the external id and use the object that it is bound to.',
  },
  413: { cause: 'The document is too large.', remedy: 'Send fewer data in one request.' },
  422: {
    cause: 'Cumulocity finds the data invalid: sending them again will not help.',
    remedy: 'Compare the request below with the platform’s description; mandatory are source, type and time.',
  },
  429: {
    cause: 'More requests came than the tenant may send.',
    remedy: 'Send data in bulk, and wait as long as Retry-After says.',
  },
};

/** Why a request was not carried out, and what to do about it. */
export function adviceOn(exchange: Exchange): { readonly cause: string; readonly remedy: string } {
  const { status, answer, fault } = exchange;
  const route = routeOf(exchange);
  if (status === undefined)
    return {
      cause: `${route} got no answer${fault === undefined ? ' as long as the recording lasts' : ` (${fault.title})`}.`,
      remedy:
        'Look whether the data are stored before they are sent again; see that the host can be reached from the bridge.',
    };
  const said = text(member(answer?.body, 'message'));
  const told = `${route} was answered with ${status}${said === undefined ? '' : ` “${said}”`}.`;
  const advice = ADVICE[status];
  if (advice !== undefined) return { cause: `${told} ${advice.cause}`, remedy: advice.remedy };
  if (status >= 500)
    return {
      cause: `${told} Cumulocity, or a proxy before it, was in trouble.`,
      remedy:
        'The bridge must keep the data and send them later; after a 500 it must look first whether they are stored.',
    };
  return { cause: told, remedy: 'Compare the request below with the platform’s description.' };
}
