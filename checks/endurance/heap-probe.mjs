import { readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';

/*
 * Loaded into a bridge's process by `--import`: tells whoever connects to its socket how much memory is in use after a
 * collection of garbage, and what is open. Needs `--expose-gc`. It keeps no process alive.
 */
const path = new URL(import.meta.url).searchParams.get('socket');
if (path === null) throw new Error('The probe needs ?socket=<path>.');
rmSync(path, { force: true });
createServer((caller) => {
  // The first stack that somebody reads, whenever that is, would parse the source map of the whole bridge: 15 MB that stay.
  process.setSourceMapsEnabled(false);
  // The second run takes what the finalizers of the first let go.
  globalThis.gc?.();
  globalThis.gc?.();
  caller.on('error', () => {});
  caller.end(JSON.stringify({ ...process.memoryUsage(), resources: resources(), files: files() }));
})
  .listen(path)
  .unref();

function resources() {
  const counts = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Open file descriptors, where the system tells (proc(5)). */
function files() {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
