import { Icon } from './icon.tsx';

export interface ToastProps {
  readonly title: string;
  readonly text: string;
  /** Whether it tells of something that went wrong; that is read out at once and stays until it is closed. */
  readonly failed?: boolean;
}

/** A notice in the upper right corner. */
export function Toast({ title, text, failed = false }: ToastProps) {
  return (
    <div
      class={failed ? 'toast failed' : 'toast'}
      {...(failed ? { role: 'alert' as const } : {})}
      data-toast=""
    >
      <Icon name={failed ? 'info' : 'confirm'} />
      <div>
        <strong>{title}</strong>
        <p>{text}</p>
      </div>
      <button type="button" class="button bare" data-close-toast="" aria-label="Close the notice">
        <Icon name="cancel" />
      </button>
    </div>
  );
}

/** A notice that comes with a fragment and joins those that are shown. */
export function ToastBeside(props: ToastProps) {
  return (
    <div hx-swap-oob="beforeend:#toasts">
      <Toast {...props} />
    </div>
  );
}
