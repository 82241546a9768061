/**
 * Opens dialogs: those that stand in the page by `data-opens="<id>"`, those that a fragment brings (`dialog[data-open]`)
 * at once. `data-closes` closes the dialog it stands in; what a fragment brought leaves the page when it is closed.
 */
export function followDialogs(): void {
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const id = target.closest('[data-opens]')?.getAttribute('data-opens');
    const dialog = id === undefined || id === null ? undefined : document.getElementById(id);
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
    if (target.closest('[data-closes]') !== null) target.closest('dialog')?.close();
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
