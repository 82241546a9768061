import type { DeviceManagement, PageParts } from './page-parts.ts';

export type { DeviceManagement } from './page-parts.ts';
export { isPagePath } from './paths.ts';

/** The pages, loaded when somebody asks for the first: most twins are never looked at by a person. */
export function createDeviceManagement(parts: PageParts): DeviceManagement {
  let opened: Promise<DeviceManagement> | undefined;
  return async (incoming) => {
    opened ??= import('./device-management.tsx').then(({ openDeviceManagement }) =>
      openDeviceManagement(parts),
    );
    return (await opened)(incoming);
  };
}
