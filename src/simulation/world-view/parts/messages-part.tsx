import { type Envelope, sequenceDiagramSvg } from '../../../recording/index.ts';
import { Live } from '../../../ui/index.ts';
import { type MessageFilter, wantedMessages, writeFilter } from '../message-filter.ts';

/** As many as one can follow, and as many as are drawn anew each second without anybody waiting. */
const MOST = 40;

export interface MessagesPartProps {
  readonly envelopes: readonly Envelope[];
  readonly filter: MessageFilter;
}

/** What makes the picture another one. */
export function shownMessages({ envelopes, filter }: MessagesPartProps): readonly unknown[] {
  const wanted = wantedMessages(envelopes, filter, MOST);
  return [writeFilter(filter), wanted[0]?.seq, wanted.at(-1)?.seq, wanted.length];
}

/** The newest messages as a sequence diagram; each opens at a click. */
export function MessagesPart(props: MessagesPartProps) {
  const { envelopes, filter } = props;
  const wanted = wantedMessages(envelopes, filter, MOST);
  const svg = sequenceDiagramSvg(wanted, {
    title: 'Messages',
    most: MOST,
    styledApart: true,
    hrefOf: ({ seq }) => `/messages/${seq}`,
  });
  const query = writeFilter(filter);
  return (
    <Live
      id="messages"
      href={query === '' ? '/messages' : `/messages?${query}`}
      shown={shownMessages(props)}
      everySeconds={1}
    >
      {/* A scrolled region takes the arrow keys (WCAG 2.2, 2.1.1). */}
      <section class="picture" tabindex={0} aria-label="Sequence diagram">
        <div hx-boost="false" dangerouslySetInnerHTML={{ __html: svg }} />
      </section>
      <p class="quiet">
        {wanted.length === 0
          ? 'No message yet.'
          : `The newest ${wanted.length} of them; a message opens at a click.`}
        {filter.until === undefined ? '' : ' The picture stands still.'}
      </p>
    </Live>
  );
}
