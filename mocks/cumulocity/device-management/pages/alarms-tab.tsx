import { z } from 'zod';
import { Badge, DataTable, Live, type Tone } from '../../../../src/ui/index.ts';
import { fragment, type PageAnswer } from '../answers.tsx';
import { When } from '../frame.tsx';
import { answerLive } from '../live-answer.ts';
import { pathTo } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { devicePage, requireDevice } from './device-frame.tsx';

const alarmsSchema = z.object({
  alarms: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      text: z.string(),
      time: z.string(),
      severity: z.string(),
      status: z.string(),
      count: z.number().optional(),
    }),
  ),
});

const TONES: Readonly<Record<string, Tone>> = {
  CRITICAL: 'failed',
  MAJOR: 'failed',
  MINOR: 'blocked',
  WARNING: 'info',
};

/** The newest alarms of a device, whatever their status. */
export function alarmsTab(visit: Visit, id: string): PageAnswer {
  requireDevice(visit, id);
  const { alarms } = visit.platform.get('/alarm/alarms', { source: id, pageSize: '100' }, alarmsSchema);
  const part = (
    <Live id="alarms" href={pathTo('devices', id, 'alarms')} shown={alarms} everySeconds={2}>
      <section class="panel" aria-labelledby="alarms-heading">
        <h2 id="alarms-heading">ALARMS</h2>
        <DataTable
          caption="Alarms of the device, the newest first"
          rows={alarms}
          keyOf={(alarm) => alarm.id}
          empty="There is no alarm."
          columns={[
            {
              label: 'Severity',
              show: ({ severity }) => (
                <Badge tone={TONES[severity] ?? 'neutral'}>{severity.toLowerCase()}</Badge>
              ),
            },
            { label: 'Status', show: ({ status }) => status.toLowerCase() },
            { label: 'Text', show: ({ text }) => text },
            { label: 'Time', show: ({ time }) => <When at={time} /> },
            { label: 'Count', show: ({ count = 1 }) => count },
            { label: 'Type', show: ({ type }) => <span class="mono">{type}</span> },
          ]}
        />
      </section>
    </Live>
  );
  return visit.isFragment
    ? answerLive(visit, alarms, () => fragment(part))
    : devicePage(visit, { id, tab: 'alarms', body: part });
}
