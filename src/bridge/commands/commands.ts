import type { DeliveryLink } from '../uplinks/delivery/delivery-deps.ts';

/** The way back of all connections: operations of Cumulocity become downlinks, the network's reports end them. */
export interface Commands {
  /**
   * Takes the operations of one open link until it breaks or is aborted; never returns otherwise.
   *
   * @throws {LinkBroken} saying why
   */
  run(link: DeliveryLink): Promise<never>;
  /**
   * A document of the network that is no uplink, such as `DevEUI_downlink_Sent`; resolves when what follows from it is
   * durable.
   */
  report(root: string, body: unknown): Promise<void>;
  /** The connection was deleted: lets go of what is kept for it. */
  drop(connectionId: string): Promise<void>;
}
