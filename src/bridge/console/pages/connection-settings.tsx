import { Icon, Live, ToastBeside } from '../../../ui/index.ts';
import type { Connection } from '../../connections/connection.ts';
import { changedConnectionSchema } from '../../connections/definition.ts';
import { refusal } from '../../errors.ts';
import { read } from '../../validation.ts';
import { fragment, liveAnswer, refused } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import { createEditBasis } from '../edit-basis.ts';
import { Control, FieldHead, Problem } from '../fields.tsx';
import {
  connectionParameters,
  isSecret,
  type Parameter,
  presentValue,
  readText,
  textOf,
  withValue,
} from '../parameters.ts';
import { pathTo } from '../paths.ts';
import { problemsOf } from '../problems.ts';
import { type PageRoute, param, type Visit } from '../visit.ts';
import { Confirmation, NoConfirmation } from './confirmation.tsx';
import { ConnectionHeading } from './connection-heading.tsx';

const DOTS = '••••••••';
const PARAMETERS = connectionParameters();

/** Somebody else changed the parameter since the edit began. */
class OutdatedEdit extends Error {
  override readonly name = 'OutdatedEdit';
  readonly present: Connection;

  constructor(present: Connection) {
    super('the edit is based on an older value');
    this.present = present;
  }
}

/** The parameters of a connection, each with its pencil (Creating a Cumulocity connection, Changing the settings after creation). */
export function connectionSettingsPages({ connections, cipher }: ConsoleDeps): PageRoute[] {
  const basis = createEditBasis(cipher);
  const all = [...PARAMETERS.basic, ...PARAMETERS.advanced];
  const addressed = (visit: Visit) => {
    const parameter = all.find(({ key }) => key === param(visit, 'key'));
    if (parameter === undefined) throw refusal('not-found', 'A connection has no such parameter');
    return { id: param(visit, 'id'), parameter };
  };
  const edit = (connection: Connection, parameter: Parameter, change: Partial<EditRowProps> = {}) => (
    <EditRow
      connection={connection}
      parameter={parameter}
      basis={basis.write(connection, parameter)}
      value={textOf(connection, parameter)}
      {...change}
    />
  );
  const problemOf = async (visit: Visit): Promise<string | undefined> => {
    const { id, parameter } = addressed(visit);
    const value = readText(visit.form[parameter.key] ?? '', parameter);
    const problems = await problemsOf([parameter], () =>
      read(changedConnectionSchema, withValue(connections.get(id), parameter, value)),
    );
    return problems.get(parameter.key);
  };
  const outdated = (visit: Visit, present: Connection, parameter: Parameter) => {
    const { label, key } = parameter;
    const now = isSecret(parameter) ? '' : `, to "${shown(present, parameter)}"`;
    return refused(
      409,
      edit(present, parameter, {
        value: isSecret(parameter) ? '' : (visit.form[key] ?? ''),
        beside: true,
        problem: `${label} was changed meanwhile${now}. Confirm to overwrite that, or cancel to keep it.`,
      }),
      <NoConfirmation />,
      <ToastBeside
        title="Not updated"
        text={`Somebody changed ${label} while you were editing it.`}
        failed
      />,
    );
  };
  const path = '/connections/{id}/settings/{key}';
  return [
    {
      method: 'GET',
      path: '/connections/{id}/settings',
      run(visit) {
        const connection = connections.get(param(visit, 'id'));
        return liveAnswer(
          visit,
          settingsShown(connection),
          <ConnectionSettings connection={connection} />,
          <ConnectionHeading connection={connection} beside />,
        );
      },
    },
    {
      method: 'GET',
      path,
      run(visit) {
        const { id, parameter } = addressed(visit);
        return fragment(<ReadRow connection={connections.get(id)} parameter={parameter} isFocused />);
      },
    },
    {
      method: 'GET',
      path: `${path}/edit`,
      run(visit) {
        const { id, parameter } = addressed(visit);
        return fragment(edit(connections.get(id), parameter));
      },
    },
    {
      method: 'POST',
      path: `${path}/check`,
      run: async (visit) => fragment(<span>{await problemOf(visit)}</span>),
    },
    {
      method: 'POST',
      path: `${path}/review`,
      async run(visit) {
        const { id, parameter } = addressed(visit);
        const connection = connections.get(id);
        const problem = await problemOf(visit);
        if (problem !== undefined) return refused(422, <Problem beside of={parameter.key} text={problem} />);
        if (!basis.holds(visit.form.basis ?? '', connection, parameter)) {
          return outdated(visit, connection, parameter);
        }
        return fragment(
          <Confirmation
            text={`Your connection "${connection.name}" may restart to apply your changes. Are you sure you want to proceed?`}
            proceed="PROCEED UPDATE"
            href={pathTo('connections', id, 'settings', parameter.key)}
            include={`#setting-${parameter.key}`}
          />,
          <Problem beside of={parameter.key} />,
        );
      },
    },
    {
      method: 'POST',
      path,
      async run(visit) {
        const { id, parameter } = addressed(visit);
        const value = readText(visit.form[parameter.key] ?? '', parameter);
        let updated: Connection | undefined;
        try {
          const problems = await problemsOf([parameter], async () => {
            updated = await connections.change(id, (present) => {
              if (!basis.holds(visit.form.basis ?? '', present, parameter)) throw new OutdatedEdit(present);
              return read(changedConnectionSchema, withValue(present, parameter, value));
            });
          });
          if (updated === undefined) {
            const problem = problems.get(parameter.key) ?? '';
            return refused(422, <Problem beside of={parameter.key} text={problem} />, <NoConfirmation />);
          }
        } catch (error) {
          if (error instanceof OutdatedEdit) return outdated(visit, error.present, parameter);
          throw error;
        }
        return fragment(
          <ReadRow connection={updated} parameter={parameter} isFocused beside />,
          <ConnectionHeading connection={updated} beside />,
          <NoConfirmation />,
          <ToastBeside title="Update done" text={`Connection '${updated.name}' has been updated`} />,
        );
      },
    },
  ];
}

/** The panels with all parameters. */
export function ConnectionSettings({ connection }: { readonly connection: Connection }) {
  const rows = (parameters: readonly Parameter[]) =>
    parameters.map((parameter) => (
      <ReadRow key={parameter.key} connection={connection} parameter={parameter} />
    ));
  return (
    <Live
      id="settings"
      href={pathTo('connections', connection.id, 'settings')}
      shown={settingsShown(connection)}
      everySeconds={3}
      restsWhileUsed
    >
      <div>
        <section class="panel" aria-labelledby="basic-title">
          <div class="panel-head">
            <h2 id="basic-title">BASIC SETTINGS</h2>
            <span class="quiet">(Connection id: {connection.id})</span>
          </div>
          <div class="rows">{rows(PARAMETERS.basic)}</div>
        </section>
        <section class="panel" aria-labelledby="advanced-title">
          <div class="panel-head">
            <h2 id="advanced-title">ADVANCED SETTINGS</h2>
          </div>
          <div class="rows">{rows(PARAMETERS.advanced)}</div>
        </section>
      </div>
    </Live>
  );
}

/** All that the panels show, and nothing of the secrets. */
function settingsShown(connection: Connection): unknown {
  return [...PARAMETERS.basic, ...PARAMETERS.advanced].map((parameter) => shown(connection, parameter));
}

interface RowProps {
  readonly connection: Connection;
  readonly parameter: Parameter;
  /** Whether it joins a page that is open, in the place of the row of the same id. */
  readonly beside?: boolean;
}

/** A parameter as it is, read-only. */
function ReadRow({
  connection,
  parameter,
  isFocused = false,
  beside = false,
}: RowProps & { readonly isFocused?: boolean }) {
  const { key, label, kind } = parameter;
  const value = shown(connection, parameter);
  return (
    <div class="field" id={`setting-${key}`} {...(beside ? { 'hx-swap-oob': 'true' } : {})}>
      <FieldHead parameter={parameter} marks={false} />
      <div class="with-end">
        {kind === 'json' || kind === 'long-text' ? (
          <textarea id={key} readOnly rows={Math.min(12, value.split('\n').length)} value={value} />
        ) : (
          <input id={key} readOnly value={value} />
        )}
        <button
          type="button"
          class="button bare"
          aria-label={`Edit ${label}`}
          autofocus={isFocused}
          hx-get={pathTo('connections', connection.id, 'settings', key, 'edit')}
          hx-target={`#setting-${key}`}
          hx-swap="outerHTML"
        >
          <Icon name="pencil" />
        </button>
      </div>
    </div>
  );
}

interface EditRowProps extends RowProps {
  readonly value: string;
  readonly basis: string;
  readonly problem?: string;
}

/** A parameter that is being changed. */
function EditRow({ connection, parameter, value, basis, problem = '', beside = false }: EditRowProps) {
  const { key, label } = parameter;
  const href = pathTo('connections', connection.id, 'settings', key);
  return (
    <form
      class="field"
      id={`setting-${key}`}
      aria-label={`Edit ${label}`}
      novalidate
      autocomplete="off"
      hx-post={`${href}/review`}
      hx-target="#dialogs"
      hx-swap="innerHTML"
      {...(beside ? { 'hx-swap-oob': 'true' } : {})}
    >
      <FieldHead parameter={parameter} />
      <div class="with-end">
        <Control parameter={parameter} value={value} isFocused checkedAt={`${href}/check`} />
        <button type="submit" class="button bare good" aria-label="Confirm">
          <Icon name="confirm" />
        </button>
        <button
          type="button"
          class="button bare bad"
          aria-label="Cancel"
          hx-get={href}
          hx-target={`#setting-${key}`}
          hx-swap="outerHTML"
        >
          <Icon name="cancel" />
        </button>
      </div>
      <Problem of={key} text={problem} />
      <input type="hidden" name="basis" value={basis} />
    </form>
  );
}

/** A value for people; a secret as dots. */
function shown(connection: Connection, parameter: Parameter): string {
  if (isSecret(parameter)) return presentValue(connection, parameter) === undefined ? '' : DOTS;
  const text = textOf(connection, parameter);
  if (parameter.kind !== 'yes-no') return text;
  return text === 'true' ? 'Yes' : 'No';
}
