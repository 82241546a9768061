import type { RunResult } from '../run/index.ts';

/**
 * What somebody may want to know of a run in which all passed and nothing reached Cumulocity: such a run shows less than it
 * seems to. Undefined where something did, where a scenario failed, which is told anyway, and where nothing was recorded, as
 * with steps that have no world. It is a remark, no verdict: a feature may be about just that.
 */
export function unreached({ scenarios }: RunResult): string | undefined {
  const envelopes = scenarios.flatMap((scenario) => scenario.envelopes);
  if (!scenarios.some(({ status }) => status === 'passed')) return undefined;
  if (scenarios.some(({ status }) => status === 'failed' || status === 'blocked')) return undefined;
  if (envelopes.some(({ from, to }) => from === 'bridge' && to === 'cumulocity')) return undefined;
  const answers = envelopes.filter(
    ({ from, to, kind }) => from === 'bridge' && to === 'operator' && kind === 'http-response',
  );
  const unless = 'and nothing reached Cumulocity. Unless that is what these features are about, see';
  if (answers.length > 0 && answers.every(({ title }) => /^40[13]\b/.test(title)))
    return `All passed, but each answer of the management API was 401 or 403, ${unless} how they sign in.`;
  const sent = envelopes.filter(({ from, kind }) => from === 'device' && kind === 'radio').length;
  if (sent === 0) return undefined;
  const uplinks = sent === 1 ? 'one uplink was' : `${sent} uplinks were`;
  return `All passed, but ${uplinks} sent ${unless} that their devices have a connection.`;
}
