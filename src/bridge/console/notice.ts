import { z } from 'zod';
import type { ToastProps } from '../../ui/index.ts';

/** What a page that follows has to tell; it travels in a cookie of a moment. */
export const NOTICE_COOKIE = 'iot-flow-notice';
export const NOTICE_MS = 30_000;

const noticeSchema = z.object({ kind: z.enum(['created', 'deleted', 'gone']), name: z.string().max(255) });
export type Notice = z.infer<typeof noticeSchema>;

export function writeNotice(notice: Notice): string {
  return Buffer.from(JSON.stringify(notice)).toString('base64url');
}

/** The notice of a cookie; undefined for anything else. */
export function readNotice(text: string): Notice | undefined {
  try {
    return noticeSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
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
