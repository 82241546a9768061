import { z } from 'zod';
import { routeSchema } from '../flows/route.ts';
import type { AppendLog, Storage } from '../storage/storage.ts';
import { uplinkSchema } from './uplink.ts';

/** An accepted uplink with the routes that were decided when it was accepted: later changes of flows don't move it. */
export const routedUplinkSchema = z
  .object({ uplink: uplinkSchema, routes: z.array(routeSchema).readonly() })
  .readonly();
export type RoutedUplink = z.infer<typeof routedUplinkSchema>;

/** The one log of accepted uplinks; each connection reads its own part of it. */
export function openUplinkLog(storage: Storage): AppendLog<RoutedUplink> {
  return storage.log('uplinks', routedUplinkSchema);
}
