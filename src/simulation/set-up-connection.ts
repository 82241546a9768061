import { z } from 'zod';
import type { ApiRequest } from '../conformance/targets/index.ts';
import type { World } from './world.ts';

/** A connection that was made through the management API. */
export interface MadeConnection {
  readonly id: string;
  readonly name: string;
  /** Assigns the connection to a device, as *Add a connection* does. */
  assign(devEui: string): Promise<void>;
  /** Resolves when the connection is OPENED. @throws Error with its state and reason when it does not get there */
  opened(): Promise<void>;
}

const connectionSchema = z.object({ id: z.string(), state: z.string(), reason: z.string().optional() });

/** Makes a Cumulocity connection to the world's own tenant, as the founding document's example does. */
export async function createConnection(
  world: Pick<World, 'bridge' | 'account' | 'eventually'>,
  name: string,
): Promise<MadeConnection> {
  const { bridge, account } = world;
  const call = async (request: ApiRequest): Promise<unknown> => {
    const answer = await bridge.api(request);
    if (answer.status < 300) return answer.body;
    throw new Error(`${request.method} ${request.path} was answered with ${answer.status}: ${answer.text}`);
  };
  const { id } = connectionSchema.parse(
    await call({
      method: 'POST',
      path: '/connections',
      body: {
        connectorId: 'actility-cumulocity-iot',
        name,
        configuration: {
          description: 'Set up by the simulation',
          hostName: account.hostName,
          tenantId: account.tenantId,
          username: account.username,
          password: account.password,
        },
      },
    }),
  );
  return {
    id,
    name,
    assign: async (devEui) => {
      await call({ method: 'POST', path: `/devices/${devEui}/connections`, body: { connectionId: id } });
    },
    opened: async () => {
      await world.eventually(`connection ${name} to be OPENED`, async () => {
        const { state, reason } = connectionSchema.parse(
          await call({ method: 'GET', path: `/connections/${id}` }),
        );
        if (state === 'OPENED') return true;
        throw new Error(`it is ${state}${reason === undefined ? '' : `: ${reason}`}`);
      });
    },
  };
}
