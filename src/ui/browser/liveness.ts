import { showFailure } from './toasts.ts';

/** What htmx tells of a request; only what is used here (htmx, Events Reference). */
interface RequestDetail {
  readonly elt: Element;
  readonly xhr: XMLHttpRequest;
  /** Of the element that asked; `elt` may be the one that the answer is for. */
  readonly requestConfig: { readonly elt: Element };
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
    const { xhr, requestConfig } = detail;
    const isFragment = (xhr.getResponseHeader('content-type') ?? '').startsWith('text/html');
    if (xhr.status < 400 || isFragment) return;
    event.detail.shouldSwap = false;
    if (!asksByItself(requestConfig.elt)) showFailure('Not done', `${server} answered with ${xhr.status}.`);
  });
}

/**
 * Holds what asks by itself: in `data-rests-while-used` while a form is open or something unfolded in it, so that
 * nothing is swept away under somebody's hands; everywhere while a request that somebody made is under way, and once the
 * page leads to another one. What was asked before that, and is answered only then, is dropped: it may tell what has
 * passed, and put its part in the place of the very one that the other answer belongs to. It is asked for anew soon.
 */
export function restAtTimes(): void {
  const underWay = new Set<XMLHttpRequest>();
  const askedDuring = new WeakMap<XMLHttpRequest, number>();
  let period = 0;
  let leaving = false;
  const rests = (elt: Element) =>
    leaving ||
    underWay.size > 0 ||
    (elt.matches('[data-rests-while-used]') && elt.querySelector('form, details[open]') !== null);
  document.addEventListener('htmx:beforeRequest', (event) => {
    const detail = detailOf(event);
    if (detail === undefined) return;
    const { elt, xhr } = detail;
    if (asksByItself(elt)) {
      if (rests(elt)) event.preventDefault();
      else askedDuring.set(xhr, period);
      return;
    }
    period += 1;
    underWay.add(xhr);
    // Not by an event of htmx: none comes for an element that has left the page meanwhile.
    xhr.addEventListener('loadend', () => underWay.delete(xhr));
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (!(event instanceof CustomEvent)) return;
    const { requestConfig, xhr }: RequestDetail = event.detail;
    if (!asksByItself(requestConfig.elt)) return;
    if (rests(requestConfig.elt) || askedDuring.get(xhr) !== period) event.detail.shouldSwap = false;
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
