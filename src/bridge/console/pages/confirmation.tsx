export interface ConfirmationProps {
  readonly text: string;
  /** What the button says that goes on, and where it leads; `include` is the form that goes with it. */
  readonly proceed: string;
  readonly href: string;
  readonly include?: string;
  readonly isDangerous?: boolean;
}

/** The window that asks before something is done; the answer to its request clears it away. */
export function Confirmation({ text, proceed, href, include, isDangerous = false }: ConfirmationProps) {
  return (
    <dialog class="ask" data-open="" aria-labelledby="ask-title" aria-describedby="ask-text">
      <h2 id="ask-title">CONFIRMATION</h2>
      <p id="ask-text">{text}</p>
      <div class="buttons">
        <button type="button" class="button" data-closes="">
          CANCEL
        </button>
        <button
          type="button"
          class={isDangerous ? 'button danger' : 'button first'}
          hx-post={href}
          hx-swap="none"
          hx-disabled-elt="this"
          {...(include === undefined ? {} : { 'hx-include': include })}
        >
          {proceed}
        </button>
      </div>
    </dialog>
  );
}

/** Clears the confirmation away. */
export function NoConfirmation() {
  return <div id="dialogs" hx-swap-oob="innerHTML" />;
}
