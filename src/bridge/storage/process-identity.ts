import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Which process it is, also when its number is given to another one later. */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** When the process started, in the kernel's ticks since boot; absent where the system doesn't tell. */
  startTicks: z.string().optional(),
  since: z.string(),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/** Field 22 of `/proc/<pid>/stat` (proc(5), `starttime`); undefined where there is no such file. */
export function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command in parentheses, may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    // No such process, or not Linux.
    return undefined;
  }
}

/** Says whether that very process still runs on this machine. */
export function isAlive({ pid, startTicks: started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const now = startTicks(pid);
  return started === undefined || now === undefined || started === now;
}
