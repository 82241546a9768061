import type { ScenarioResult, ScenarioStatus } from './scenario-result.ts';

const MARKS: Readonly<Record<ScenarioStatus, string>> = {
  passed: '.',
  failed: 'F',
  blocked: 'B',
  skipped: '-',
};
const WIDTH = 80;

/** Prints a mark a scenario, so that a running suite is seen to run. */
export function createProgress(print: (text: string) => void): {
  scenario(result: ScenarioResult): void;
  end(): void;
} {
  let column = 0;
  return {
    scenario(result) {
      print(MARKS[result.status]);
      column += 1;
      if (column % WIDTH === 0) print('\n');
    },
    end() {
      if (column % WIDTH !== 0) print('\n');
    },
  };
}
