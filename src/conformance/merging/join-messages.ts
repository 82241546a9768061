import type { Envelope as Message, Pickle, TestCase, Timestamp } from '@cucumber/messages';

/** Two runs that are not of the same features, so that nothing can be said of them together. */
export class UnlikeRuns extends Error {}

/**
 * Makes one run's messages of those of several that share the same features, such as shards: each feature and each
 * pickle once, and each test case pointing at these. Cucumber draws the ids anew in each run, so those of the later ones
 * are carried over by place.
 *
 * @throws UnlikeRuns when a feature file was not the same in two of the runs
 */
export function joinMessages(runs: readonly (readonly Message[])[]): Message[] {
  const join = new Join();
  const joined = runs.flatMap((messages) => messages.flatMap((message) => join.take(message)));
  return [...joined, ...join.end()];
}

class Join {
  readonly #ids = new Map<string, string>();
  readonly #documents = new Map<string, unknown>();
  readonly #sources = new Map<string, string>();
  readonly #pickles = new Map<string, Pickle>();
  #run: string | undefined;
  #hasMeta = false;
  #success = true;
  #ended: Timestamp | undefined;

  take(message: Message): readonly Message[] {
    const { meta, source, gherkinDocument, pickle, testCase, testRunStarted, testRunFinished } = message;
    if (meta !== undefined) {
      const isFirst = !this.#hasMeta;
      this.#hasMeta = true;
      return isFirst ? [message] : [];
    }
    if (source !== undefined) return this.#source(source.uri, source.data) ? [message] : [];
    if (gherkinDocument !== undefined)
      return this.#isNewDocument(gherkinDocument.uri ?? '', gherkinDocument) ? [message] : [];
    if (pickle !== undefined) return this.#pickle(pickle);
    if (testCase !== undefined) return [{ testCase: this.#testCase(testCase) }];
    if (testRunStarted !== undefined) {
      const isFirst = this.#run === undefined;
      this.#run ??= testRunStarted.id;
      if (testRunStarted.id !== undefined && this.#run !== undefined)
        this.#ids.set(testRunStarted.id, this.#run);
      return isFirst ? [message] : [];
    }
    if (testRunFinished === undefined) return [message];
    this.#success &&= testRunFinished.success;
    this.#ended = later(this.#ended, testRunFinished.timestamp);
    // What broke a run off is told at once; only the last word is said once for all.
    return testRunFinished.exception === undefined ? [] : [message];
  }

  end(): readonly Message[] {
    if (this.#ended === undefined) return [];
    const run = this.#run === undefined ? {} : { testRunStartedId: this.#run };
    return [{ testRunFinished: { success: this.#success, timestamp: this.#ended, ...run } }];
  }

  #source(uri: string, data: string): boolean {
    const known = this.#sources.get(uri);
    if (known !== undefined && known !== data) throw unlike(uri);
    this.#sources.set(uri, data);
    return known === undefined;
  }

  #isNewDocument(uri: string, document: unknown): boolean {
    const known = this.#documents.get(uri);
    if (known === undefined) {
      this.#documents.set(uri, document);
      return true;
    }
    if (!this.#sameIds(document, known)) throw unlike(uri);
    return false;
  }

  /** Walks two trees of one shape and notes which id of the one is which of the other. */
  #sameIds(later: unknown, first: unknown): boolean {
    if (Array.isArray(later) && Array.isArray(first))
      return later.length === first.length && later.every((one, index) => this.#sameIds(one, first[index]));
    if (!isObject(later) || !isObject(first)) return true;
    const members = new Map(Object.entries(first));
    return Object.entries(later).every(([name, value]) => {
      const other = members.get(name);
      if (name !== 'id') return this.#sameIds(value, other);
      if (typeof value !== 'string' || typeof other !== 'string') return value === other;
      this.#ids.set(value, other);
      return true;
    });
  }

  #pickle(pickle: Pickle): readonly Message[] {
    const astNodeIds = pickle.astNodeIds.map((id) => this.#idOf(id));
    const place = astNodeIds.join(' ');
    const known = this.#pickles.get(place);
    if (known === undefined) {
      const own = { ...pickle, astNodeIds };
      this.#pickles.set(place, own);
      return [{ pickle: own }];
    }
    this.#ids.set(pickle.id, known.id);
    for (const [index, step] of pickle.steps.entries())
      this.#ids.set(step.id, known.steps[index]?.id ?? step.id);
    return [];
  }

  #testCase(testCase: TestCase): TestCase {
    const { testRunStartedId } = testCase;
    return {
      ...testCase,
      pickleId: this.#idOf(testCase.pickleId),
      testSteps: testCase.testSteps.map((step) =>
        step.pickleStepId === undefined ? step : { ...step, pickleStepId: this.#idOf(step.pickleStepId) },
      ),
      ...(testRunStartedId === undefined ? {} : { testRunStartedId: this.#idOf(testRunStartedId) }),
    };
  }

  #idOf(id: string): string {
    return this.#ids.get(id) ?? id;
  }
}

function unlike(uri: string): UnlikeRuns {
  return new UnlikeRuns(
    `${uri} was not the same in two of these runs; run the shards from one state of the sources.`,
  );
}

function later(one: Timestamp | undefined, other: Timestamp): Timestamp {
  if (one === undefined) return other;
  return other.seconds - one.seconds || other.nanos - one.nanos > 0 ? other : one;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
