import type { ComponentChildren } from 'preact';
import { AppShell, Icon, type MenuEntry, renderAppPage } from '../../../src/ui/index.ts';
import { html, type PageAnswer } from './answers.tsx';
import { APP_PATH, pathTo } from './paths.ts';
import type { Visit } from './visit.ts';

const PRODUCT = 'Device management';

const MENU: readonly MenuEntry[] = [
  { label: 'Home', icon: 'dashboard', href: APP_PATH },
  {
    label: 'Devices',
    icon: 'device',
    href: pathTo('devices'),
    entries: [{ label: 'All devices', href: pathTo('devices') }],
  },
];

export interface FrameProps {
  readonly title: string;
  readonly here: string;
  readonly charts?: boolean;
  readonly status?: number;
  readonly body: ComponentChildren;
}

/** A page for somebody who is signed in. */
export function page(
  visit: Visit,
  { title, here, charts = false, status = 200, body }: FrameProps,
): PageAnswer {
  const { tenant, user, csrf } = visit.session;
  const text = renderAppPage({
    title: `${title} · ${PRODUCT}`,
    icon: pathTo('assets', 'icon.svg'),
    styles: [pathTo('assets', 'app.css')],
    scripts: [
      pathTo('assets', 'htmx.js'),
      ...(charts ? [pathTo('assets', 'uplot.js')] : []),
      pathTo('assets', 'app.js'),
    ],
    body: (
      <body hx-headers={JSON.stringify({ 'x-csrf-token': csrf })}>
        <AppShell
          product={PRODUCT}
          subtitle="Cumulocity twin"
          home={APP_PATH}
          menu={MENU}
          here={here}
          notice={visit.notice}
          account={
            <form method="post" action={pathTo('sign-out')}>
              <input type="hidden" name="csrf" value={csrf} />
              {user.name}, tenant {tenant.id}
              <button type="submit" class="button">
                Log out
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
  readonly next: string;
  readonly login?: string;
  readonly problem?: string;
  /** Id of the tenant that the host belongs to. */
  readonly tenantId?: string | undefined;
}

/** The page that asks who one is. Works without any script. */
export function signInPage({ next, login = '', problem, tenantId }: SignInProps, status: number): PageAnswer {
  const text = renderAppPage({
    title: `Log in · ${PRODUCT}`,
    icon: pathTo('assets', 'icon.svg'),
    styles: [pathTo('assets', 'app.css')],
    scripts: [],
    body: (
      <body>
        <main class="gate">
          <form class="panel" method="post" action={pathTo('sign-in')}>
            <div class="brand">
              <Icon name="cloud" />
              <h1>
                Cumulocity<small>{tenantId === undefined ? 'twin' : `tenant ${tenantId}`}</small>
              </h1>
            </div>
            <Field label="Username" name="username" value={login} autocomplete="username" />
            <Field label="Password" name="password" type="password" autocomplete="current-password" />
            {problem === undefined ? null : (
              <p class="problem" role="alert">
                {problem}
              </p>
            )}
            <input type="hidden" name="next" value={next} />
            <div class="buttons">
              <button type="submit" class="button first">
                Log in
              </button>
            </div>
          </form>
        </main>
      </body>
    ),
  });
  return html(text, status);
}

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly type?: 'password' | 'text';
  readonly value?: string;
  readonly autocomplete: string;
}

function Field({ label, name, type = 'text', value, autocomplete }: FieldProps) {
  return (
    <div class="field">
      <label class="field-label" for={name}>
        {label}
      </label>
      <input
        id={name}
        name={name}
        type={type}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required
        {...(value === undefined ? {} : { value })}
      />
    </div>
  );
}

/** A moment, to the second. */
export function When({ at }: { readonly at: number | string }) {
  const iso = new Date(at).toISOString();
  return <time dateTime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`}</time>;
}
