/**
 * Opens the dialogs that fragments bring (`dialog[data-open]`); `data-closes` closes the one it stands in, which then
 * leaves the page.
 */
export function followDialogs(): void {
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-closes]') !== null)
      target.closest('dialog')?.close();
  });
  document.addEventListener('htmx:load', ({ target }) => {
    if (target instanceof HTMLDialogElement && target.dataset.open !== undefined && !target.open)
      open(target);
  });
}

function open(dialog: HTMLDialogElement): void {
  const opener = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  });
  dialog.showModal();
}
