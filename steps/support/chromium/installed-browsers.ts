import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

/** Where Chromium and its kin are installed, by platform, in the order of preference. */
function usualPlaces(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA];
    return roots.flatMap((root) =>
      root === undefined
        ? []
        : [
            join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
            join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
            join(root, 'Chromium', 'Application', 'chrome.exe'),
          ],
    );
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  return ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'].flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
}

/** The first installed browser of Chromium's kind, or undefined. */
export async function findInstalledBrowser(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  for (const path of usualPlaces(environment)) {
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

/** Whether there is something at this path that may be run. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
