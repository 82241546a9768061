import type { PageAnswer } from '../answers.tsx';
import type { Visit } from '../visit.ts';
import { alarmsTab } from './alarms-tab.tsx';
import { controlTab, sendCommand } from './control-tab.tsx';
import type { Tab } from './device-frame.tsx';
import { eventsTab } from './events-tab.tsx';
import { identityTab } from './identity-tab.tsx';
import { infoTab } from './info-tab.tsx';
import { locationTab } from './location-tab.tsx';
import { measurementsTab } from './measurements-tab.tsx';

export { isTab } from './device-frame.tsx';
export { devicesPage } from './devices-page.tsx';
export { homePage } from './home-page.tsx';
export { sendCommand };

/** The tabs of a device's page. */
export const TAB_PAGES: Readonly<Record<Tab, (visit: Visit, id: string) => PageAnswer>> = {
  info: infoTab,
  measurements: measurementsTab,
  alarms: alarmsTab,
  events: eventsTab,
  control: controlTab,
  location: locationTab,
  identity: identityTab,
};
