import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ToastProps } from '../../ui/index.ts';
import { isSame, type Session } from './sessions.ts';

/** What is to be told on the page that follows; it travels in that page's address, so that no other tab takes it. */
const noticeSchema = z.object({ kind: z.enum(['created', 'deleted', 'gone']), name: z.string().max(255) });
export type Notice = z.infer<typeof noticeSchema>;

/** The notice as it stands in an address; nobody but the session's own console can make one. */
export function writeNotice(notice: Notice, { csrf }: Session): string {
  const text = Buffer.from(JSON.stringify(notice)).toString('base64url');
  return `${text}.${sealOf(text, csrf)}`;
}

/** The notice of an address; undefined for anything else. */
export function readNotice(given: string, { csrf }: Session): Notice | undefined {
  const [text = '', seal = ''] = given.split('.');
  if (!isSame(seal, sealOf(text, csrf))) return undefined;
  return noticeSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
}

function sealOf(text: string, csrf: string): string {
  return createHmac('sha256', csrf).update(`notice ${text}`).digest('base64url');
}

/** The documented texts (ThingPark X IoT Flow, Creating a Cumulocity connection, Creating a connection from UI). */
export function noticeText({ kind, name }: Notice): ToastProps {
  switch (kind) {
    case 'created':
      return { title: 'Done', text: `The connection '${name}' has been successfully created.` };
    case 'deleted':
      return { title: 'Done', text: `The connection '${name}' has been deleted.` };
    case 'gone':
      return { title: 'Not there any more', text: 'The connection was deleted meanwhile.', failed: true };
  }
}
