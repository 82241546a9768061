import type { Envelope } from '../../../recording/index.ts';
import { AppShell, renderAppPage } from '../../../ui/index.ts';
import type { MessageFilter } from '../message-filter.ts';
import type { ViewedWorld, WorldStatus } from '../viewed-world.ts';
import { FaultPanel, type FaultPanelProps } from './fault-panel.tsx';
import { FilterForm } from './filter-form.tsx';
import { MessagesPart } from './messages-part.tsx';
import { StatusPart } from './status-part.tsx';
import { TimePanel } from './time-panel.tsx';
import { UplinkForm } from './uplink-form.tsx';

export interface WorldPageProps {
  readonly world: ViewedWorld;
  readonly status: WorldStatus;
  readonly envelopes: readonly Envelope[];
  readonly filter: MessageFilter;
  readonly faults: FaultPanelProps['faults'];
  readonly csrf: string;
}

/** The whole view. */
export function worldPage({ world, status, envelopes, filter, faults, csrf }: WorldPageProps): string {
  const devices = world.network.devices();
  return renderAppPage({
    title: 'World · iot-flow-tck',
    icon: '/assets/icon.svg',
    styles: ['/assets/world.css'],
    scripts: ['/assets/htmx.js', '/assets/world.js'],
    body: (
      <body hx-headers={JSON.stringify({ 'x-csrf-token': csrf })}>
        <AppShell
          product="iot-flow-tck"
          subtitle="The world of this simulation"
          home="/"
          here="/"
          menu={[{ label: 'Messages', icon: 'flow', href: '/' }]}
          account={
            <ul class="places" aria-label="Other places of this world">
              {world.places.map(({ label, href }) => (
                <li key={href}>
                  <a href={href}>{label}</a>
                </li>
              ))}
            </ul>
          }
        >
          <div class="headline">
            <h1>World</h1>
          </div>
          <StatusPart status={status} />
          <section class="panel" aria-labelledby="messages-heading">
            <h2 id="messages-heading">MESSAGES</h2>
            <FilterForm filter={filter} devices={devices} newest={envelopes.at(-1)?.seq ?? 0} />
            <MessagesPart envelopes={envelopes} filter={filter} />
          </section>
          <div class="tools">
            <UplinkForm devices={devices} />
            <FaultPanel faults={faults} />
            <TimePanel speed={world.time?.speed()} />
          </div>
        </AppShell>
      </body>
    ),
  });
}
