import { pino } from 'pino';
import { type Clock, isoTime } from '../clock/index.ts';
import type { Redactor } from '../recording/index.ts';
import type { BridgeConfig } from './bridge-config.ts';
import type { Logger } from './logger.ts';

export interface PinoLoggerOptions {
  readonly clock: Clock;
  readonly level: BridgeConfig['log']['level'];
  readonly redactor: Redactor;
  /** Takes one line, its end included. */
  readonly write: (line: string) => void;
}

/** Log lines as JSON, stamped with the world's clock and without secrets. */
export function createPinoLogger({ clock, level, redactor, write }: PinoLoggerOptions): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${isoTime(clock.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  const at =
    (severity: 'debug' | 'info' | 'warn' | 'error'): Logger['debug'] =>
    (fields, message) => {
      if (log.isLevelEnabled(severity)) log[severity](redactor.value(fields), redactor.text(message));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
