import { timingSafeEqual } from 'node:crypto';
import { servePageAssets } from '../../../src/ui/index.ts';
import { PlatformError } from '../errors.ts';
import type { Incoming } from '../server/peer.ts';
import { cookie, leadTo, type PageAnswer } from './answers.tsx';
import { ASSETS } from './assets.ts';
import { page, signInPage } from './frame.tsx';
import type { DeviceManagement, PageParts } from './page-parts.ts';
import { devicesPage, homePage, isTab, sendCommand, TAB_PAGES } from './pages/index.ts';
import { APP_PATH, pathTo } from './paths.ts';
import { Platform } from './platform.ts';
import { Sessions } from './sessions.ts';
import type { Visit } from './visit.ts';

const SESSION_COOKIE = 'twin-device-management';
const SESSION_S = 12 * 3600;

/**
 * The platform's application for devices as far as the documents show it: sign-in, all devices, and a device with its
 * data (ThingPark X IoT Flow, Creating a Cumulocity connection, Displaying information to know if it worked). Its
 * requests are a person's: they are not recorded, and faults do not strike them.
 */
export function openDeviceManagement(parts: PageParts): DeviceManagement {
  const sessions = new Sessions(parts);
  const assets = servePageAssets(ASSETS);

  return async (incoming) => {
    const url = new URL(incoming.url, 'http://twin');
    const way = partsOf(url.pathname);
    if (way[0] === 'sign-in') return signIn(sessions, incoming);
    const asset =
      way[0] === 'assets' ? await assets(way[1] ?? '', incoming.headers['if-none-match']) : undefined;
    if (asset !== undefined) return { kind: 'answer', ...asset };
    const token = cookieOf(incoming, SESSION_COOKIE);
    const session = sessions.find(token);
    if (session === undefined) return askIn(sessions, incoming, url);
    const visit: Visit = {
      session,
      platform: new Platform(parts, session, incoming.peer),
      query: url.searchParams,
      form: new URLSearchParams(incoming.body),
      isFragment: incoming.headers['hx-request'] === 'true',
      now: parts.clock.now(),
    };
    try {
      if (incoming.method !== 'POST') return shown(visit, way);
      checkOrigin(incoming, visit);
      if (way[0] !== 'sign-out') return changed(visit, way);
      sessions.close(token);
      return leadTo(APP_PATH, false, cookie(SESSION_COOKIE, '', incoming.peer.secure, 0));
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      return problemPage(visit, error);
    }
  };
}

function shown(visit: Visit, [room = '', id = '', tab = 'info', ...rest]: readonly string[]): PageAnswer {
  if (room === '') return homePage(visit);
  if (room !== 'devices' || rest.length > 0 || !isTab(tab)) throw nothingThere();
  return id === '' ? devicesPage(visit) : TAB_PAGES[tab](visit, id);
}

function changed(visit: Visit, [room, id, tab, ...rest]: readonly string[]): PageAnswer {
  if (room !== 'devices' || id === undefined || tab !== 'control' || rest.length > 0) throw nothingThere();
  return sendCommand(visit, id);
}

function nothingThere(): PlatformError {
  return new PlatformError('noSuchPage');
}

function signIn(sessions: Sessions, { method, host, headers, body, peer }: Incoming): PageAnswer {
  const tenantId = sessions.tenantOf(host)?.id;
  if (method !== 'POST') return signInPage({ next: APP_PATH, tenantId }, 200);
  const form = new URLSearchParams(body);
  const login = form.get('username') ?? '';
  const next = ownPath(form.get('next') ?? '');
  const foreign = headers['sec-fetch-site'] !== undefined && headers['sec-fetch-site'] !== 'same-origin';
  const token = foreign ? undefined : sessions.open(host, login, form.get('password') ?? '');
  if (token === undefined) {
    return signInPage({ next, login, tenantId, problem: 'Invalid credentials.' }, 401);
  }
  return leadTo(next, false, cookie(SESSION_COOKIE, token, peer.secure, SESSION_S));
}

function askIn(sessions: Sessions, { host, method, headers }: Incoming, url: URL): PageAnswer {
  if (headers['hx-request'] === 'true') return leadTo(APP_PATH, true);
  const next = method === 'GET' ? ownPath(url.pathname + url.search) : APP_PATH;
  return signInPage({ next, tenantId: sessions.tenantOf(host)?.id }, method === 'GET' ? 200 : 401);
}

/** A page of the application, whatever was asked for: nobody is led elsewhere from here. */
function ownPath(path: string): string {
  return /^\/apps\/devicemanagement(?:[/?][\w!$%&'()*+,./:;=?@~-]*)?$/.test(path) ? path : APP_PATH;
}

/** What changes something must come from a page of this session (OWASP, CSRF Prevention Cheat Sheet). */
function checkOrigin({ headers }: Incoming, visit: Visit): void {
  const given = Buffer.from(headers['x-csrf-token'] ?? visit.form.get('csrf') ?? '');
  const wanted = Buffer.from(visit.session.csrf);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new PlatformError('forbidden', { roles: 'its own page open: load it again' });
  }
}

function problemPage(visit: Visit, error: PlatformError): PageAnswer {
  return page(visit, {
    title: 'Not possible',
    here: '',
    status: error.status,
    body: (
      <section class="panel">
        <h1>That is not possible</h1>
        <p>{error.message}</p>
        <p>
          <a href={pathTo('devices')}>To all devices</a>
        </p>
      </section>
    ),
  });
}

/** The parts of a path below the application's; a closing slash makes no difference. */
function partsOf(pathname: string): string[] {
  const below = pathname.slice(APP_PATH.length).replace(/\/$/, '');
  return below.split('/').slice(1).map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function cookieOf({ headers }: Incoming, name: string): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}
