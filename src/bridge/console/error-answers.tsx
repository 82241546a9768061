import type { Answer } from '../api/route.ts';
import { BridgeError, ERRORS, refusal } from '../errors.ts';
import { html, leadWithNotice, toastAnswer } from './answers.tsx';
import { page } from './page.tsx';
import { CONSOLE_PATH, pathTo } from './paths.ts';
import type { Visit } from './visit.ts';

const TITLES: Readonly<Record<number, string>> = {
  403: 'Refused',
  404: 'Not found',
  405: 'Not possible',
  409: 'Not possible now',
  500: 'Something went wrong',
};

/** What somebody who is signed in is told of an error: a notice on the page that is open, or a page of its own. */
export function errorAnswer(error: unknown, visit: Visit): Answer {
  const { kind, message } = known(error);
  const { status } = ERRORS[kind];
  const title = TITLES[status] ?? 'Not done';
  if (visit.query.seen !== undefined) {
    // What a live part shows is gone: so is its page. Any other error is told when somebody does something.
    if (kind === 'not-found') return leadWithNotice(visit, pathTo('connections'), { kind: 'gone', name: '' });
    return { status, headers: { 'hx-reswap': 'none' } };
  }
  if (visit.isFragment) return toastAnswer(status, { title, text: message, failed: true });
  return page(visit, {
    title,
    here: '',
    status,
    body: (
      <div>
        <div class="headline">
          <h1>{title}</h1>
        </div>
        <div class="panel">
          <p>{message}</p>
          <p>
            <a href={CONSOLE_PATH}>To the dashboard</a>
          </p>
        </div>
      </div>
    ),
  });
}

/** What is told where nobody is known to be signed in: words without a page around them. */
export function strangerAnswer(error: unknown): Answer {
  const { kind, message } = known(error);
  return html(message, ERRORS[kind].status, { 'content-type': 'text/plain; charset=utf-8' });
}

function known(error: unknown): BridgeError {
  return error instanceof BridgeError
    ? error
    : refusal('unexpected', 'Something went wrong inside the bridge');
}
