/** How a part is ended: as an administrator does it, or as `kill -9` does. */
export type Ending = 'in-good-order' | 'killed';

/** A broker that can be made to go away and come back with the sessions that it had kept. */
export interface BrokerUnderTest {
  readonly name: string;
  /** Where it listens, also after it came back. */
  readonly port: number;
  stop(how: Ending): Promise<void>;
  start(): Promise<void>;
}
