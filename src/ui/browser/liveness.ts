import { showFailure } from './toasts.ts';

/** What htmx tells of a request; only what is used here (htmx, Events Reference). */
interface RequestDetail {
  readonly elt: Element;
  readonly xhr: XMLHttpRequest;
  readonly requestConfig: { readonly verb: string };
}

/**
 * Tells while the server does not answer, in words that stay until it does: what is live on the page asks on by itself.
 * An answer that is no page's fragment (from something in between, say) is never put into the page.
 */
export function followLiveness(server: string): void {
  const gone = document.getElementById('gone');
  const tell = (text: string | undefined) => {
    if (gone === null || gone.textContent === (text ?? '')) return;
    gone.textContent = text ?? '';
    gone.hidden = text === undefined;
  };
  on('htmx:sendError', ({ elt }) => {
    tell(`${server} does not answer. Trying again …`);
    if (!asksByItself(elt)) showFailure('Not done', `${server} does not answer. Try again when it does.`);
  });
  on('htmx:timeout', () => tell(`${server} does not answer. Trying again …`));
  on('htmx:beforeOnLoad', ({ xhr }) => {
    if (xhr.status === 503) tell(`${server} is starting or closing. Trying again …`);
    else tell(undefined);
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    const detail = detailOf(event);
    if (detail === undefined || !(event instanceof CustomEvent)) return;
    const { xhr, elt } = detail;
    const isFragment = (xhr.getResponseHeader('content-type') ?? '').startsWith('text/html');
    if (xhr.status < 400 || isFragment) return;
    event.detail.shouldSwap = false;
    if (!asksByItself(elt)) showFailure('Not done', `${server} answered with ${xhr.status}.`);
  });
}

/**
 * Holds what asks by itself: in `data-rests-while-used` while a form is open or something unfolded in it, so that
 * nothing is swept away under somebody's hands; everywhere while something is being done, whose answer tells more, and once it leads to another page.
 */
export function restAtTimes(): void {
  let doing = 0;
  let leaving = false;
  document.addEventListener('htmx:beforeRequest', (event) => {
    const detail = detailOf(event);
    if (detail === undefined) return;
    const { elt, requestConfig } = detail;
    const isUsed =
      elt.matches('[data-rests-while-used]') && elt.querySelector('form, details[open]') !== null;
    if (asksByItself(elt) && (doing > 0 || leaving || isUsed)) event.preventDefault();
    else if (requestConfig.verb !== 'get') doing += 1;
  });
  on('htmx:afterRequest', ({ requestConfig }) => {
    if (requestConfig.verb !== 'get') doing -= 1;
  });
  on('htmx:beforeOnLoad', ({ xhr }) => {
    if (xhr.getResponseHeader('hx-redirect') !== null) leaving = true;
  });
}

/** Whether nobody did anything to make it ask. */
function asksByItself(elt: Element): boolean {
  return elt.getAttribute('hx-trigger')?.startsWith('every ') === true;
}

function on(name: string, listen: (detail: RequestDetail) => void): void {
  document.addEventListener(name, (event) => {
    const detail = detailOf(event);
    if (detail !== undefined) listen(detail);
  });
}

function detailOf(event: Event): RequestDetail | undefined {
  return event instanceof CustomEvent ? event.detail : undefined;
}
