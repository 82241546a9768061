import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/*
 * Processes of the benchmark: each does what it is asked for over Node's channel, one request at a time.
 */

const requestSchema = z.object({ what: z.string(), arguments: z.unknown().optional() });
const answerSchema = z.object({ answer: z.unknown().optional(), failure: z.string().optional() });

export interface Child {
  readonly pid: number;
  /** Asks the process for something and reads what it answers. */
  ask<T>(what: string, schema: z.ZodType<T>, values?: unknown): Promise<T>;
  end(): Promise<void>;
}

/** Starts a process of the benchmark; `file` stands beside this one. */
export function startChild(file: string): Child {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    pid: pidOf(child),
    ask: (what, schema, values) =>
      new Promise((resolve, reject) => {
        const onExit = () => reject(new Error(`The process ${file} has ended`));
        child.once('exit', onExit);
        child.once('message', (message) => {
          child.off('exit', onExit);
          const { answer, failure } = answerSchema.parse(message);
          if (failure !== undefined) reject(new Error(`${file}: ${what}: ${failure}`));
          else resolve(schema.parse(answer));
        });
        child.send({ what, arguments: values });
      }),
    end: () => ended(child),
  };
}

/** Within a process: answers requests by name. */
export function serve(handlers: Readonly<Record<string, (values: unknown) => unknown>>): void {
  // Whoever asked is gone.
  process.on('disconnect', () => process.exit());
  process.on('message', async (message) => {
    const { what, arguments: values } = requestSchema.parse(message);
    try {
      process.send?.({ answer: await handlers[what]?.(values) });
    } catch (error) {
      process.send?.({ failure: error instanceof Error ? error.stack : String(error) });
    }
  });
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await exit;
}

export function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('The process did not start');
  return child.pid;
}

/** One clock for all processes of the machine, milliseconds. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** CPU time of a process so far, milliseconds; none where the system doesn't tell (proc(5), stat: ticks of 10 ms). */
export function cpuMs(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}
