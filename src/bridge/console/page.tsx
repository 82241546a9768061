import type { ComponentChildren } from 'preact';
import { AppShell, Icon, type MenuEntry, renderAppPage } from '../../ui/index.ts';
import type { Answer } from '../api/route.ts';
import { html } from './answers.tsx';
import { CONSOLE_PATH, pathTo } from './paths.ts';
import type { Visit } from './visit.ts';

export const PRODUCT = 'ThingPark X IoT Flow';

/** The documented menu (ThingPark X IoT Flow, Creating a Cumulocity connection, Creating a connection from UI). */
const MENU: readonly MenuEntry[] = [
  { label: 'Dashboard', icon: 'dashboard', href: CONSOLE_PATH },
  {
    label: 'Devices',
    icon: 'device',
    href: pathTo('devices'),
    entries: [{ label: 'List', href: pathTo('devices') }],
  },
  {
    label: 'Connections',
    icon: 'connection',
    href: pathTo('connections'),
    entries: [
      { label: 'List', href: pathTo('connections') },
      { label: 'Create', href: pathTo('connections', 'create') },
    ],
  },
  { label: 'Events', icon: 'event', href: pathTo('events') },
  { label: 'Flows', icon: 'flow', href: pathTo('flows') },
  { label: 'Drivers', icon: 'driver', href: pathTo('drivers') },
];

export interface PageProps {
  readonly title: string;
  /** Address of the menu's entry that the page belongs to. */
  readonly here: string;
  /** Whether there is a chart on it. */
  readonly charts?: boolean;
  readonly status?: number;
  readonly body: ComponentChildren;
}

/** A page for somebody who is signed in. */
export function page(visit: Visit, { title, here, charts = false, status = 200, body }: PageProps): Answer {
  const { session, notice } = visit;
  const text = renderAppPage({
    title: `${title} · ${PRODUCT}`,
    icon: pathTo('assets', 'icon.svg'),
    styles: [pathTo('assets', 'console.css')],
    scripts: [
      pathTo('assets', 'htmx.js'),
      ...(charts ? [pathTo('assets', 'uplot.js')] : []),
      pathTo('assets', 'console.js'),
    ],
    body: (
      <body hx-headers={JSON.stringify({ 'x-csrf-token': session.csrf })}>
        <AppShell
          product="ThingPark X"
          subtitle="IoT Flow"
          menu={MENU}
          here={here}
          notice={notice}
          account={
            <form method="post" action={pathTo('sign-out')}>
              <input type="hidden" name="csrf" value={session.csrf} />
              Signed in as {session.clientId}
              <button type="submit" class="button">
                Sign out
              </button>
            </form>
          }
        >
          {body}
        </AppShell>
      </body>
    ),
  });
  return html(text, status);
}

export interface SignInProps {
  /** Where to go then. */
  readonly next: string;
  readonly csrf: string;
  readonly clientId?: string;
  readonly problem?: string;
}

/** The page that asks who one is. Works without any script. */
export function signInPage({ next, csrf, clientId = '', problem }: SignInProps): string {
  return renderAppPage({
    title: `Sign in · ${PRODUCT}`,
    icon: pathTo('assets', 'icon.svg'),
    styles: [pathTo('assets', 'console.css')],
    scripts: [pathTo('assets', 'console.js')],
    body: (
      <body>
        <main class="gate">
          <form class="panel" method="post" action={pathTo('sign-in')}>
            <div class="brand">
              <Icon name="flow" />
              <h1>
                ThingPark X<small>IoT Flow</small>
              </h1>
            </div>
            <div class="field">
              <label class="field-label" for="client-id">
                Client id
              </label>
              <input
                id="client-id"
                name="clientId"
                value={clientId}
                autocomplete="username"
                autocapitalize="none"
                spellcheck={false}
                required
                autofocus={problem === undefined}
              />
            </div>
            <div class="field">
              <label class="field-label" for="client-secret">
                Client secret
              </label>
              <div class="with-end">
                <input
                  id="client-secret"
                  name="clientSecret"
                  type="password"
                  autocomplete="current-password"
                  required
                  autofocus={problem !== undefined}
                  {...(problem === undefined
                    ? {}
                    : { 'aria-invalid': true, 'aria-describedby': 'sign-in-problem' })}
                />
                <Eye field="client-secret" label="Show the client secret" />
              </div>
            </div>
            {problem === undefined ? null : (
              <p class="problem" id="sign-in-problem" role="alert">
                {problem}
              </p>
            )}
            <input type="hidden" name="next" value={next} />
            <input type="hidden" name="csrf" value={csrf} />
            <div class="buttons">
              <button type="submit" class="button first">
                SIGN IN
              </button>
            </div>
          </form>
        </main>
      </body>
    ),
  });
}

/** Shows and hides what stands in a password field. */
export function Eye({ field, label }: { readonly field: string; readonly label: string }) {
  return (
    <button type="button" class="button bare" data-eye={field} aria-pressed="false" aria-label={label}>
      <Icon name="eye" />
    </button>
  );
}

export interface CrumbsProps {
  readonly way: readonly { readonly label: string; readonly href: string }[];
  readonly here: string;
}

/** Where the page stands: CONNECTIONS > X. */
export function Crumbs({ way, here }: CrumbsProps) {
  return (
    <nav class="crumbs" aria-label="Breadcrumb">
      <ol>
        {way.map(({ label, href }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}
