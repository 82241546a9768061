import type { ApiResponse } from '../conformance/targets/index.ts';
import type { Recorder } from '../recording/index.ts';

type RecordExchange = (
  asked: { readonly title: string; readonly body?: unknown },
  call: () => Promise<ApiResponse>,
) => Promise<ApiResponse>;

/** What the exchanges with each are called. */
const NAMES = { bridge: 'management', cumulocity: 'tenant' } as const;

/** Writes an operator's calls of a bridge's management API, or of Cumulocity, and what was answered, to a recording. */
export function createExchangeRecorder(
  recorder: Recorder,
  whom: keyof typeof NAMES = 'bridge',
): RecordExchange {
  let calls = 0;
  return async ({ title, body }, call) => {
    calls += 1;
    const correlation = { exchange: `${NAMES[whom]}-${calls}` };
    recorder.record({ from: 'operator', to: whom, kind: 'http-request', title, correlation, body });
    const answer = await call();
    recorder.record({
      from: whom,
      to: 'operator',
      kind: 'http-response',
      title: `${answer.status}`,
      outcome: answer.status < 400 ? 'ok' : answer.status < 500 ? 'refused' : 'failed',
      correlation,
      body: answer.body ?? answer.text,
    });
    return answer;
  };
}
