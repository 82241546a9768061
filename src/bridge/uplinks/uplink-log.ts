import { z } from 'zod';
import { type Route, routeSchema } from '../flows/route.ts';
import { StorageError } from '../storage/errors.ts';
import type { AppendLog, EntryForm, Storage } from '../storage/storage.ts';
import { documentOf } from './document-of.ts';
import { readText } from './read-message.ts';
import { type Uplink, uplinkSchema } from './uplink.ts';

/** An accepted uplink with the routes that were decided when it was accepted: later changes of flows don't move it. */
export interface RoutedUplink {
  readonly uplink: Uplink;
  /** The network's document from which the uplink was read, as it came. */
  readonly document: string;
  readonly routes: readonly Route[];
}

const routesSchema = z.array(routeSchema).readonly();
const headSchema = z.object({ routes: routesSchema, receivedAt: z.string() });
/** An entry of the log's first version: the uplink in place of its document. */
const withoutDocumentSchema = z.object({ uplink: uplinkSchema, routes: routesSchema });

/**
 * An entry is one line of JSON with what the intake added, and behind it the document as it came: the uplink is read
 * from that again.
 */
const routedUplinkForm: EntryForm<RoutedUplink> = {
  write: ({ uplink: { receivedAt }, document, routes }) =>
    `${JSON.stringify({ routes, receivedAt })}\n${document}`,
  read(text, what) {
    const end = text.indexOf('\n');
    if (end === -1) {
      const { uplink, routes } = withoutDocumentSchema.parse(JSON.parse(text));
      return { uplink, document: documentOf(uplink), routes };
    }
    const { routes, receivedAt } = headSchema.parse(JSON.parse(text.slice(0, end)));
    const document = text.slice(end + 1);
    const message = readText(document, receivedAt);
    if (message.kind === 'data') return { uplink: message.uplink, document, routes };
    const reason = message.kind === 'invalid' ? message.reason : message.kind;
    throw new StorageError('store-corrupt', `The stored ${what} can't be read as an uplink: ${reason}`);
  },
};

/** The one log of accepted uplinks; each connection reads its own part of it. */
export function openUplinkLog(storage: Storage): AppendLog<RoutedUplink> {
  return storage.log('uplinks', routedUplinkForm);
}
