import type { ComponentChildren } from 'preact';
import { PlatformError } from '../../errors.ts';
import type { ManagedObject } from '../../store/managed-objects.ts';
import type { PageAnswer } from '../answers.tsx';
import { deviceOf } from '../device-list.ts';
import { page } from '../frame.tsx';
import { inventoryOf } from '../inventory-of.ts';
import { pathTo } from '../paths.ts';
import type { Visit } from '../visit.ts';

/** The tabs of a device, in their order. */
export const TABS = {
  info: 'Info',
  measurements: 'Measurements',
  alarms: 'Alarms',
  events: 'Events',
  control: 'Control',
  location: 'Location',
  identity: 'Identity',
} as const;
export type Tab = keyof typeof TABS;

export function isTab(name: string): name is Tab {
  return Object.hasOwn(TABS, name);
}

/** @throws PlatformError 404 when the tenant has no such device */
export function requireDevice(visit: Visit, id: string): ManagedObject {
  const device = inventoryOf(visit).get(id);
  if (device === undefined) throw new PlatformError('unknownManagedObject', { id });
  return device;
}

export interface DeviceFrameProps {
  readonly id: string;
  readonly tab: Tab;
  readonly charts?: boolean;
  readonly status?: number;
  readonly body: ComponentChildren;
}

/** A tab of a device within its page. */
export function devicePage(visit: Visit, { id, tab, body, ...rest }: DeviceFrameProps): PageAnswer {
  const device = deviceOf(requireDevice(visit, id), visit.now);
  const name = device.name === '' ? id : device.name;
  return page(visit, {
    ...rest,
    title: `${name}, ${TABS[tab]}`,
    here: pathTo('devices'),
    body: (
      <>
        <nav class="crumbs" aria-label="Breadcrumb">
          <ol>
            <li>
              <a href={pathTo('devices')}>All devices</a>
            </li>
            <li aria-current="page">{name}</li>
          </ol>
        </nav>
        <div class="headline">
          <h1>{name}</h1>
        </div>
        <nav class="tabs" aria-label="Device">
          {Object.entries(TABS).map(([key, label]) => (
            <a
              key={key}
              href={key === 'info' ? pathTo('devices', id) : pathTo('devices', id, key)}
              {...(key === tab ? { 'aria-current': 'page' as const } : {})}
            >
              {label}
            </a>
          ))}
        </nav>
        {body}
      </>
    ),
  });
}
