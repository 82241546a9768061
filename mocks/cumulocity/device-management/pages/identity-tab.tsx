import { z } from 'zod';
import { DataTable } from '../../../../src/ui/index.ts';
import type { PageAnswer } from '../answers.tsx';
import type { Visit } from '../visit.ts';
import { devicePage, requireDevice } from './device-frame.tsx';

const idsSchema = z.object({
  externalIds: z.array(z.object({ type: z.string(), externalId: z.string() })),
});

/** The external ids by which the device is known. */
export function identityTab(visit: Visit, id: string): PageAnswer {
  requireDevice(visit, id);
  const found = visit.platform.find(`/identity/globalIds/${id}/externalIds`, {}, idsSchema);
  return devicePage(visit, {
    id,
    tab: 'identity',
    body: (
      <section class="panel" aria-labelledby="identity-heading">
        <h2 id="identity-heading">IDENTITY</h2>
        <DataTable
          caption="External ids of the device"
          rows={found?.externalIds ?? []}
          keyOf={({ type, externalId }) => `${type} ${externalId}`}
          empty="The device has no external id."
          columns={[
            { label: 'Type', show: ({ type }) => type },
            { label: 'External ID', show: ({ externalId }) => <span class="mono">{externalId}</span> },
          ]}
        />
      </section>
    ),
  });
}
