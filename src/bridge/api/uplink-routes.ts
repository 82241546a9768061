import { z } from 'zod';
import { refusal } from '../errors.ts';
import type { HttpUplinks } from '../uplinks/index.ts';
import { type Route, route } from './route.ts';

/** What is signed is the address as it stands there, not what is read of it here. */
const querySchema = z.looseObject({
  LrnDevEui: z.string().describe('DevEUI of the device'),
  LrnFPort: z.string().optional().describe('Port of the frame'),
  LrnInfos: z.string().optional().describe("The network's number of the request"),
  AS_ID: z.string().describe('Id of the application server'),
  Time: z.string().describe('When the network signed it, ISO 8601'),
  Token: z.string().describe('SHA-256 over document, address and AS key, hexadecimal'),
});

const documentSchema = z
  .record(z.string(), z.unknown())
  // What is signed is one document: a second one could come along unseen.
  .refine((document) => Object.keys(document).length === 1, 'must hold one document')
  .describe('DevEUI_uplink, or a report of the network');

/**
 * Where a network server posts its documents (Actility, LRC-AS tunnel interface, "Uplink"): the address to set as the
 * application server's route.
 */
export function uplinkRoutes(uplinks: HttpUplinks, ready: () => boolean): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/uplinks',
        tag: 'Uplinks',
        summary: 'Take a document of the network in',
        description:
          'The way in by HTTP, beside MQTT. Signed by the network with the AS key instead of a bearer token; answered when the document can not be lost any more.',
        open: true,
        query: querySchema,
        body: documentSchema,
        answers: {
          200: { description: 'It is taken, also where it was taken before' },
          400: { description: 'The address or the body is none' },
          403: { description: 'AS_ID, Token or Time is wrong; nothing was taken' },
          413: { description: 'The body is too large' },
          503: { description: 'The bridge is starting or closing: post it again' },
        },
      },
      async ({ body, raw }) => {
        // Open to those without a bearer token, so nobody has asked this yet.
        if (!ready()) throw refusal('unavailable', 'The bridge is starting or closing');
        await uplinks.take(raw.url, body);
        return { status: 200 };
      },
    ),
  ];
}
