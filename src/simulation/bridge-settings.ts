import { type BridgeConfig, bridgeConfigSchema } from '../bridge/index.ts';
import type { Random } from '../random/index.ts';
import { password } from './account.ts';
import type { BridgeSettings } from './world-options.ts';

/** Settings of a world's bridge: its own defaults, secrets that follow from the seed, and what a scenario changes. */
export function bridgeSettings(random: Random, changes: BridgeSettings = {}): BridgeConfig {
  const secrets = random.fork('bridge secrets');
  return bridgeConfigSchema.parse({
    ...changes,
    api: { clientId: 'local/tck', clientSecret: password(secrets), port: 0, ...changes.api },
    intake: {
      http: { asId: 'TWA_100000000.1.AS', asKey: Buffer.from(secrets.bytes(16)).toString('hex') },
      ...changes.intake,
    },
    storage: { key: Buffer.from(secrets.bytes(32)).toString('base64'), ...changes.storage },
    log: { level: 'debug', ...changes.log },
  });
}
