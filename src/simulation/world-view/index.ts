import type { ViewedWorld } from './viewed-world.ts';

export type { ViewedWorld } from './viewed-world.ts';

/**
 * Serves the view of a world; see `openWorldView` there. Loaded when it is wanted: scenarios have no view.
 *
 * @param port 0: any free one
 */
export async function openWorldView(world: ViewedWorld, port: number) {
  const view = await import('./open-world-view.tsx');
  return view.openWorldView(world, port);
}
