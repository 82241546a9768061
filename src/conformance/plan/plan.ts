/** Where something stands in a feature file; `uri` is relative to the folder that was read. */
export interface Place {
  readonly uri: string;
  readonly line: number;
}

/** A scenario or scenario outline as it is written. */
export interface PlannedScenario extends Place {
  readonly name: string;
  /** Requirement ids on the scenario itself or its examples, where they don't belong. */
  readonly ownIds: readonly string[];
  /** The line of each run: its own, or those of an outline's examples. */
  readonly runs: readonly number[];
}

/** A `Rule:`, which is a requirement. */
export interface PlannedRule extends Place {
  readonly name: string;
  readonly ids: readonly string[];
  readonly scenarios: readonly PlannedScenario[];
}

/** One feature file. */
export interface PlannedFeature extends Place {
  readonly name: string;
  /** Requirement ids on the feature, where they don't belong. */
  readonly ownIds: readonly string[];
  readonly rules: readonly PlannedRule[];
  /** Scenarios outside any rule. */
  readonly loose: readonly PlannedScenario[];
}

/** All that is written in the features, run or not. */
export interface Plan {
  readonly features: readonly PlannedFeature[];
  /** Files that are no valid Gherkin. */
  readonly errors: readonly string[];
}
