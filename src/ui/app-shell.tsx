import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { Toast, type ToastProps } from './toast.tsx';

export interface MenuEntry {
  readonly label: string;
  readonly icon: IconName;
  readonly href: string;
  /** What stands below it. */
  readonly entries?: readonly { readonly label: string; readonly href: string }[];
}

export interface AppShellProps {
  readonly product: string;
  /** A second, quieter line below the product's name. */
  readonly subtitle: string;
  /** Where the product's name leads; nowhere unless given. */
  readonly home?: string;
  readonly menu: readonly MenuEntry[];
  /** Address of the page that is shown, as it stands in the menu. */
  readonly here: string;
  /** Who is signed in, and what leads out. */
  readonly account: ComponentChildren;
  readonly notice?: ToastProps | undefined;
  readonly children: ComponentChildren;
}

/** The frame of a page that people work with: menu, notices, and in it the page. On a phone the menu is folded away. */
export function AppShell(props: AppShellProps) {
  const { here, menu, notice } = props;
  return (
    <div class="shell">
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="shell-head">
        <Brand {...props} />
        <button type="button" class="button bare" popovertarget="menu" aria-label="Menu">
          <Icon name="menu" />
        </button>
      </header>
      <nav class="menu" id="menu" popover="auto" aria-label="Menu">
        <Brand {...props} />
        <ul>
          {menu.map((entry) => (
            <li key={entry.label}>
              <MenuLink {...entry} here={entry.entries === undefined ? here : ''} />
              {entry.entries === undefined ? null : (
                <ul aria-label={entry.label}>
                  {entry.entries.map((one) => (
                    <li key={one.label}>
                      <MenuLink {...one} here={here} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
        <div class="account">{props.account}</div>
      </nav>
      <main class="main" id="main" tabindex={-1}>
        {props.children}
      </main>
      <div class="toasts" id="toasts" role="status" aria-atomic="false" aria-label="Notices">
        {notice === undefined ? null : <Toast {...notice} />}
      </div>
      <div class="dialogs" id="dialogs" />
      <p class="gone" id="gone" role="status" aria-label="Link to the server" hidden />
    </div>
  );
}

function Brand({ product, subtitle, home }: Pick<AppShellProps, 'product' | 'subtitle' | 'home'>) {
  const inside = [
    <Icon key="sign" name="flow" />,
    <span key="name">
      {product}
      <small>{subtitle}</small>
    </span>,
  ];
  return home === undefined ? (
    <div class="brand">{inside}</div>
  ) : (
    <a class="brand" href={home}>
      {inside}
    </a>
  );
}

interface MenuLinkProps {
  readonly label: string;
  readonly href: string;
  readonly icon?: IconName;
  readonly here: string;
}

function MenuLink({ label, href, icon, here }: MenuLinkProps) {
  return (
    <a href={href} {...(href === here ? { 'aria-current': 'page' as const } : {})}>
      {icon === undefined ? null : <Icon name={icon} />}
      {label}
    </a>
  );
}
