import type { Metric } from './exposition.ts';

/** How the process stands that the bridge runs in, under the names that Prometheus' client libraries use. */
export function createProcessMetrics(startedAtMs: number): () => readonly Metric[] {
  return () => {
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return [
      metric(
        'process_start_time_seconds',
        'Start of the bridge since 1970-01-01',
        'gauge',
        startedAtMs / 1000,
      ),
      metric('process_resident_memory_bytes', 'Resident memory', 'gauge', rss),
      metric(
        'process_cpu_seconds_total',
        'Processor time, of user and system',
        'counter',
        (user + system) / 1e6,
      ),
      metric('nodejs_heap_size_used_bytes', 'Memory that JavaScript uses', 'gauge', heapUsed),
      metric(
        'nodejs_active_resources',
        'Timers, sockets and other things that keep the process alive',
        'gauge',
        process.getActiveResourcesInfo().length,
      ),
    ];
  };
}

function metric(name: string, help: string, type: Metric['type'], value: number): Metric {
  return { name, help, type, samples: [{ value }] };
}
