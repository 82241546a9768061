/** Where the application is (ThingPark X IoT Flow, Creating a Cumulocity connection, Displaying information). */
export const APP_PATH = '/apps/devicemanagement';

/** A path of the application, its parts encoded. */
export function pathTo(...parts: readonly string[]): string {
  return [APP_PATH, ...parts.map((part) => encodeURIComponent(part))].join('/');
}

export function isPagePath(url: string): boolean {
  return url === APP_PATH || url.startsWith(`${APP_PATH}/`) || url.startsWith(`${APP_PATH}?`);
}
