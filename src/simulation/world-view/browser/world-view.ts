import { startPage } from '../../../ui/browser/index.ts';

startPage('The simulation');
followCopying();
followTheNewest();
followMessages();

/** `data-copies="<id>"` puts that element's text on the clipboard and says so. */
function followCopying(): void {
  document.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copies]') : null;
    const text = document.getElementById(button?.dataset.copies ?? '')?.textContent;
    if (button === null || text === null || text === undefined) return;
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select the text and copy it by hand';
    }
    setTimeout(() => {
      button.textContent = before;
    }, 3000);
  });
}

/** A message of the diagram opens in a window of the page instead of on a page of its own. */
function followMessages(): void {
  document.addEventListener('click', async (event) => {
    const { target } = event;
    const link = target instanceof Element ? target.closest('a[data-seq]') : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await htmx.ajax('get', link.getAttribute('href') ?? '/', { target: '#dialogs', swap: 'innerHTML' });
  });
}

/** The picture stays at its lower end, where the newest stands, unless somebody has scrolled away from there. */
function followTheNewest(): void {
  let follows = true;
  const picture = () => document.querySelector('.picture');
  const toEnd = () => {
    const found = picture();
    if (follows && found !== null) found.scrollTop = found.scrollHeight;
  };
  let kept = 0;
  document.addEventListener('htmx:beforeSwap', () => {
    const found = picture();
    if (found === null) return;
    kept = found.scrollTop;
    follows = found.scrollHeight - found.scrollTop - found.clientHeight < 40;
  });
  document.addEventListener('htmx:afterSettle', () => {
    const found = picture();
    if (follows) toEnd();
    else if (found !== null) found.scrollTop = kept;
  });
  toEnd();
}

declare const htmx: {
  ajax(verb: 'get', path: string, to: { readonly target: string; readonly swap: string }): Promise<void>;
};
