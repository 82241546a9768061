/** One of those that carry uplinks from the broker to the sink. */
export interface Contestant {
  readonly name: string;
  /** First part of the topics on which it listens. */
  readonly prefix: string;
  readonly pid: number;
  end(): Promise<void>;
}

/** What all of them are pointed at. */
export interface Surroundings {
  readonly brokerUrl: string;
  readonly sinkPort: number;
  /** A folder that is deleted at the end. */
  readonly scratch: string;
}
