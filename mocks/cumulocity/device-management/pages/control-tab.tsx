import { z } from 'zod';
import { Badge, DataTable, Icon, Live, type Tone } from '../../../../src/ui/index.ts';
import { PlatformError } from '../../errors.ts';
import { fragment, leadTo, type PageAnswer } from '../answers.tsx';
import { readCommand } from '../command-form.ts';
import { When } from '../frame.tsx';
import { answerLive } from '../live-answer.ts';
import { pathTo } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { devicePage, requireDevice } from './device-frame.tsx';
import { Details } from './events-tab.tsx';

const operationSchema = z.looseObject({
  id: z.string(),
  status: z.enum(['PENDING', 'EXECUTING', 'SUCCESSFUL', 'FAILED']),
  creationTime: z.string(),
  description: z.string().optional(),
  failureReason: z.string().optional(),
  c8y_Command: z.looseObject({ text: z.string() }).optional().catch(undefined),
});
const operationsSchema = z.object({ operations: z.array(operationSchema) });
type Operation = z.infer<typeof operationSchema>;

const TONES: Readonly<Record<Operation['status'], Tone>> = {
  PENDING: 'muted',
  EXECUTING: 'info',
  SUCCESSFUL: 'passed',
  FAILED: 'failed',
};

interface Refused {
  readonly text: string;
  readonly problem: string;
}

/** The operations of a device, the newest first, and a form for one more. */
export function controlTab(visit: Visit, id: string, refused?: Refused): PageAnswer {
  requireDevice(visit, id);
  const { operations } = visit.platform.get(
    '/devicecontrol/operations',
    {
      deviceId: id,
      pageSize: '100',
      // Newest first is given for a range of time only (Cumulocity OpenAPI, *Retrieve a list of operations*).
      dateFrom: new Date(0).toISOString(),
      dateTo: new Date(visit.now + 1).toISOString(),
      revert: 'true',
    },
    operationsSchema,
  );
  const part = (
    <Live id="operations" href={pathTo('devices', id, 'control')} shown={operations} everySeconds={1}>
      <section class="panel" aria-labelledby="operations-heading">
        <h2 id="operations-heading">OPERATIONS</h2>
        <DataTable
          caption="Operations of the device, the newest first"
          rows={operations}
          keyOf={(operation) => operation.id}
          empty="No operation has been sent to this device yet."
          columns={[
            { label: 'Status', show: ({ status }) => <Badge tone={TONES[status]}>{status}</Badge> },
            {
              label: 'Command',
              show: ({ description, c8y_Command }) => (
                <>
                  {description}
                  {c8y_Command === undefined ? null : <div class="mono">{c8y_Command.text}</div>}
                </>
              ),
            },
            { label: 'Reason', show: ({ failureReason = '' }) => failureReason },
            { label: 'Created', show: ({ creationTime }) => <When at={creationTime} /> },
            { label: 'Details', show: (operation) => <Details value={operation} /> },
          ]}
        />
      </section>
    </Live>
  );
  if (visit.isFragment) return answerLive(visit, operations, () => fragment(part));
  return devicePage(visit, {
    id,
    tab: 'control',
    ...(refused === undefined ? {} : { status: 422 }),
    body: (
      <>
        <CommandForm visit={visit} id={id} refused={refused} />
        {part}
      </>
    ),
  });
}

/** Sends what was typed as an operation. */
export function sendCommand(visit: Visit, id: string): PageAnswer {
  requireDevice(visit, id);
  const text = visit.form.get('command') ?? '';
  const read = readCommand(visit.form);
  if ('problem' in read) return controlTab(visit, id, { text, problem: read.problem });
  try {
    visit.platform.post('/devicecontrol/operations', { ...read.operation, deviceId: id });
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return controlTab(visit, id, { text, problem: error.message });
  }
  return leadTo(pathTo('devices', id, 'control'), visit.isFragment);
}

interface CommandFormProps {
  readonly visit: Visit;
  readonly id: string;
  readonly refused: Refused | undefined;
}

function CommandForm({ visit, id, refused }: CommandFormProps) {
  return (
    <section class="panel" aria-labelledby="command-heading">
      <h2 id="command-heading">SEND A COMMAND</h2>
      <form method="post" action={pathTo('devices', id, 'control')}>
        <div class="field">
          <label class="field-label" for="command">
            Command
          </label>
          <textarea
            id="command"
            name="command"
            rows={3}
            spellcheck={false}
            class="mono"
            required
            aria-describedby="command-help"
            {...(refused === undefined
              ? {}
              : { 'aria-invalid': true, 'aria-errormessage': 'command-problem' })}
          >
            {refused?.text ?? ''}
          </textarea>
          <p class="quiet" id="command-help">
            A line for the device, such as 3e01:10, or an operation’s fragments as JSON.
          </p>
          {refused === undefined ? null : (
            <p class="problem" id="command-problem" role="alert">
              {refused.problem}
            </p>
          )}
        </div>
        <input type="hidden" name="csrf" value={visit.session.csrf} />
        <div class="buttons">
          <button type="submit" class="button first">
            <Icon name="send" />
            Send
          </button>
        </div>
      </form>
    </section>
  );
}
