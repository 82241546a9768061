/** How long a notice of success stays; one of a failure stays until it is closed. */
const STAYS_MS = 8000;

/** Lets notices be closed, and go by themselves while nobody points at them. */
export function followToasts(): void {
  const region = document.getElementById('toasts');
  if (region === null) return;
  region.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-close-toast]') !== null)
      target.closest('[data-toast]')?.remove();
  });
  const watch = (toast: Element) => {
    if (toast.classList.contains('failed')) return;
    const leave = () => {
      if (toast.matches(':hover, :focus-within')) setTimeout(leave, STAYS_MS);
      else toast.remove();
    };
    setTimeout(leave, STAYS_MS);
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof Element && node.matches('[data-toast]')) watch(node);
    }
  }).observe(region, { childList: true });
  forgetNotice();
  // What came with the page is put in once more: a live region tells of what changes, not of what was there.
  for (const toast of [...region.querySelectorAll('[data-toast]')]) region.append(toast);
}

/** A notice that came in the address is told once, not again when the page is loaded anew. */
function forgetNotice(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has('notice')) return;
  address.searchParams.delete('notice');
  history.replaceState(history.state, '', address);
}

/** Shows a notice of a failure that the server did not word itself. */
export function showFailure(title: string, text: string): void {
  const toast = document.createElement('div');
  toast.className = 'toast failed';
  toast.setAttribute('role', 'alert');
  toast.dataset.toast = '';
  const words = document.createElement('div');
  const strong = document.createElement('strong');
  strong.textContent = title;
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  words.append(strong, paragraph);
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'button bare';
  close.dataset.closeToast = '';
  close.setAttribute('aria-label', 'Close the notice');
  close.textContent = '×';
  toast.append(document.createElement('span'), words, close);
  document.getElementById('toasts')?.append(toast);
}
