import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Clock, eventually } from '../../src/clock/index.ts';
import type { BrokerUnderTest } from './broker-under-test.ts';

export interface MosquittoOptions {
  readonly clock: Clock;
  /** The program, as {@link findMosquitto} tells it. */
  readonly program: string;
  /** Where settings, log and what it persists go. */
  readonly directory: string;
  readonly port: number;
}

const STARTS_WITHIN_MS = 20_000;

/** Where Debian installs it; users' search path often lacks the second. */
const FOLDERS: readonly string[] = ['/usr/sbin', '/usr/local/sbin'];

/** The path of the broker's program; undefined when it is not installed. */
export function findMosquitto(path = process.env.PATH ?? '', folders = FOLDERS): string | undefined {
  return [...path.split(delimiter).filter(Boolean), ...folders]
    .map((folder) => join(folder, 'mosquitto'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Makes a mosquitto that keeps sessions and queues on disk; it does not run yet. */
export function createMosquitto({ clock, program, directory, port }: MosquittoOptions): BrokerUnderTest {
  const settings = join(directory, 'mosquitto.conf');
  const logFile = join(directory, 'mosquitto.log');
  let child: ChildProcess | undefined;
  return {
    name: 'mosquitto',
    port,
    start: async () => {
      if (child !== undefined) return;
      await writeFile(settings, configuration(port, directory, logFile));
      const started = spawn(program, ['-c', settings], { stdio: 'ignore' });
      const failed = once(started, 'error');
      const onExit = () => started.kill('SIGKILL');
      process.once('exit', onExit);
      started.once('exit', () => process.off('exit', onExit));
      await Promise.race([once(started, 'spawn'), failed]);
      child = started;
      await eventually(clock, `mosquitto to listen on port ${port}`, () => listens(port), {
        withinMs: STARTS_WITHIN_MS,
      }).catch(async (error: unknown) => {
        const log = await readFile(logFile, 'utf8').catch(() => 'It wrote no log.');
        throw new Error(`mosquitto did not start. Its log:\n${log}`, { cause: error });
      });
    },
    stop: async (how) => {
      const running = child;
      child = undefined;
      if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, 'exit');
      running.kill(how === 'killed' ? 'SIGKILL' : 'SIGTERM');
      await ended;
    },
  };
}

/**
 * All queues without a limit and nothing thrown away; saved every few changes, and when it ends (mosquitto.conf(5):
 * persistence, autosave_on_changes, max_queued_messages, max_inflight_messages).
 */
function configuration(port: number, directory: string, logFile: string): string {
  return [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    `user ${userInfo().username}`,
    'persistence true',
    `persistence_location ${directory}/`,
    'autosave_on_changes true',
    'autosave_interval 25',
    'max_queued_messages 0',
    'max_inflight_messages 200',
    `log_dest file ${logFile}`,
    'log_type error',
    'log_type warning',
    '',
  ].join('\n');
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
