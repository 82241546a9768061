import { devEuiSchema } from '../../dev-eui.ts';
import type { CommandRecord } from '../command-record.ts';

/** The nth command, accepted: its operation is `n`, its correlation id ends in `n`. */
export function commandRecord(nth: number, more: Partial<CommandRecord> = {}): CommandRecord {
  return {
    v: 1,
    operationId: String(nth),
    connectionId: '1',
    platform: 'host/tenant',
    downlink: {
      devEui: devEuiSchema.parse('0018B20000000B20'),
      fPort: 5,
      payloadHex: '00',
      confirmed: false,
      flush: false,
      validUntil: 1000,
      correlationId: String(nth).padStart(16, '0'),
    },
    state: { phase: 'accepted' },
    ...more,
  };
}
