import { readdirSync, readlinkSync, rmSync } from 'node:fs';
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

/**
 * Open file descriptors, where the system tells (proc(5)), beside those of the logs: a log is in one file or in several,
 * as long as it is at present. One that is open twice, or deleted and still open, is counted.
 */
function files() {
  try {
    const targets = readdirSync('/proc/self/fd').map(targetOf);
    const segments = targets.filter((target) => /\/log-[^/]+\.dat$/.test(target));
    return targets.length - new Set(segments).size;
  } catch {
    return 0;
  }
}

function targetOf(descriptor) {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    // Closed since it was listed: the directory's own, for one.
    return '';
  }
}
