import { z } from 'zod';
import type { SecretCipher } from '../storage/secret-cipher.ts';
import type { Connection } from './connection.ts';
import { cumulocityConfigurationSchema, SECRET_KEYS, type SecretKey } from './cumulocity-configuration.ts';
import { storedLowRateAlarmSchema } from './low-rate-alarm.ts';

/** A connection at rest: the secrets apart and encrypted. */
export const storedConnectionSchema = z.object({
  v: z.literal(1),
  connectorId: z.string(),
  name: z.string(),
  active: z.boolean(),
  alarms: z.array(storedLowRateAlarmSchema).optional(),
  configuration: cumulocityConfigurationSchema.omit({ password: true, downlinkAsKey: true }),
  secrets: z.object({ password: z.string(), downlinkAsKey: z.string().optional() }),
});
export type StoredConnection = z.infer<typeof storedConnectionSchema>;

/** Takes the secrets out and encrypts them, each for its place in this connection. */
export function toStored(connection: Connection, cipher: SecretCipher): StoredConnection {
  const { id, configuration, connectorId, name, active, alarms } = connection;
  const { password, downlinkAsKey, ...open } = configuration;
  return {
    v: 1,
    connectorId,
    name,
    active,
    ...(alarms === undefined ? {} : { alarms: [...alarms] }),
    configuration: open,
    secrets: {
      password: cipher.encrypt(password, place(id, 'password')),
      ...(downlinkAsKey === undefined
        ? {}
        : { downlinkAsKey: cipher.encrypt(downlinkAsKey, place(id, 'downlinkAsKey')) }),
    },
  };
}

/** Puts a connection together again. @throws {SecretError} when the key is another one. */
export function fromStored(id: string, stored: StoredConnection, cipher: SecretCipher): Connection {
  const { connectorId, name, active, alarms, configuration, secrets } = stored;
  const { downlinkAsKey } = secrets;
  return {
    id,
    connectorId,
    name,
    active,
    ...(alarms === undefined ? {} : { alarms }),
    configuration: {
      ...configuration,
      password: cipher.decrypt(secrets.password, place(id, 'password')),
      ...(downlinkAsKey === undefined
        ? {}
        : { downlinkAsKey: cipher.decrypt(downlinkAsKey, place(id, 'downlinkAsKey')) }),
    },
  };
}

/** The secrets of a connection in clear, to be told to whoever keeps them out of logs. */
export function secretsOf(connection: Connection): readonly string[] {
  return SECRET_KEYS.map((key) => connection.configuration[key]).filter((secret) => secret !== undefined);
}

function place(id: string, key: SecretKey): string {
  return `connections/${id}/${key}`;
}
