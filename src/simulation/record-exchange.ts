import type { ApiResponse } from '../conformance/targets/index.ts';
import type { Recorder } from '../recording/index.ts';

type RecordExchange = (
  asked: { readonly title: string; readonly body?: unknown },
  call: () => Promise<ApiResponse>,
) => Promise<ApiResponse>;

/** Writes calls of a management API, and what was answered, to a recording. */
export function createExchangeRecorder(recorder: Recorder): RecordExchange {
  let calls = 0;
  return async ({ title, body }, call) => {
    calls += 1;
    const correlation = { exchange: `management-${calls}` };
    recorder.record({ from: 'operator', to: 'bridge', kind: 'http-request', title, correlation, body });
    const answer = await call();
    recorder.record({
      from: 'bridge',
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
