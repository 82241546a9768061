import { curlOf, type Envelope } from '../../../recording/index.ts';

export interface MessageDialogProps {
  readonly envelope: Envelope;
  readonly platformUrl: string;
  readonly user: string;
}

/** One message with all that was recorded of it. */
export function MessageDialog({ envelope, platformUrl, user }: MessageDialogProps) {
  const { seq, time, from, to, kind, title, outcome, correlation, body } = envelope;
  const curl = to === 'cumulocity' ? curlOf(envelope, { origin: platformUrl, user }) : undefined;
  return (
    <dialog class="ask wide" data-open="" aria-labelledby="message-title">
      <h2 id="message-title" class="as-written">
        {`${seq}: ${title}`}
      </h2>
      <dl class="facts">
        <dt>Time</dt>
        <dd>{time}</dd>
        <dt>From</dt>
        <dd>{from}</dd>
        <dt>To</dt>
        <dd>{to}</dd>
        <dt>Kind</dt>
        <dd>{outcome === undefined ? kind : `${kind}, ${outcome}`}</dd>
        {Object.entries(correlation).map(([name, value]) => (
          <Fact key={name} name={name} value={String(value)} />
        ))}
      </dl>
      {body === undefined ? (
        <p class="quiet">It has no body.</p>
      ) : (
        <pre>{typeof body === 'string' ? body : JSON.stringify(body, null, 2)}</pre>
      )}
      {curl === undefined ? null : (
        <>
          <h3>As a command</h3>
          <pre id="curl">{curl}</pre>
        </>
      )}
      <div class="buttons">
        {curl === undefined ? null : (
          <button type="button" class="button" data-copies="curl">
            Copy as curl
          </button>
        )}
        <button type="button" class="button first" data-closes="">
          Close
        </button>
      </div>
    </dialog>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd class="mono">{value}</dd>
    </>
  );
}
