import { Icon, type IconName, ToastBeside } from '../../../ui/index.ts';
import { CUMULOCITY_CONNECTOR_ID } from '../../connections/connector.ts';
import { newConnectionSchema } from '../../connections/definition.ts';
import { read } from '../../validation.ts';
import { fragment, leadWithNotice, refused } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import { Control, FieldHead, Problem } from '../fields.tsx';
import { Crumbs, PRODUCT, page } from '../page.tsx';
import { connectionParameters, type Parameter, readText } from '../parameters.ts';
import { pathTo } from '../paths.ts';
import { problemsOf } from '../problems.ts';
import { type PageRoute, param, type Visit } from '../visit.ts';

const LIST = { label: 'CONNECTIONS', href: pathTo('connections') };
const CREATE = pathTo('connections', 'create');
const TYPES = pathTo('connections', 'create', 'iot-flow');
const FORM = pathTo('connections', 'create', 'cumulocity');

/** Connections → Create → ThingPark X IoT Flow → Cumulocity: the documented way to a new connection. */
export function createConnectionPages({ connections }: ConsoleDeps): PageRoute[] {
  const { basic } = connectionParameters();
  const definitionOf = (form: Visit['form']) => {
    const values = basic.flatMap((parameter) => {
      const value = readText(form[parameter.key] ?? '', parameter);
      return value === undefined ? [] : [{ parameter, value }];
    });
    const within = (isOwn: boolean) =>
      Object.fromEntries(
        values
          .filter(({ parameter: { path, key } }) => (path === key) === isOwn)
          .map(({ parameter, value }) => [parameter.key, value]),
      );
    return { connectorId: CUMULOCITY_CONNECTOR_ID, ...within(true), configuration: within(false) };
  };
  const choose = (visit: Visit, title: string, card: CardProps) =>
    page(visit, {
      title,
      here: CREATE,
      body: (
        <div>
          <Crumbs way={[LIST]} here="CREATE" />
          <div class="headline">
            <h1>{title}</h1>
          </div>
          <ul class="cards">
            <Card {...card} />
          </ul>
        </div>
      ),
    });
  return [
    {
      method: 'GET',
      path: '/connections/create',
      run: (visit) =>
        choose(visit, 'Create a connection', {
          href: TYPES,
          icon: 'flow',
          label: PRODUCT,
          text: 'Uplinks and commands between devices and a cloud platform',
        }),
    },
    {
      method: 'GET',
      path: '/connections/create/iot-flow',
      run: (visit) =>
        choose(visit, 'Select the connection type', {
          href: FORM,
          icon: 'cloud',
          label: 'Cumulocity',
          text: 'Cumulocity IoT platform',
        }),
    },
    {
      method: 'GET',
      path: '/connections/create/cumulocity',
      run: (visit) =>
        page(visit, {
          title: 'Create a Cumulocity connection',
          here: CREATE,
          body: <CreateForm parameters={basic} />,
        }),
    },
    {
      method: 'POST',
      path: '/connections/create/cumulocity/check/{key}',
      async run(visit) {
        const problems = await problemsOf(basic, () => read(newConnectionSchema, definitionOf(visit.form)));
        return fragment(<span>{problems.get(param(visit, 'key'))}</span>);
      },
    },
    {
      method: 'POST',
      path: '/connections/create/cumulocity',
      async run(visit) {
        let created: { readonly id: string; readonly name: string } | undefined;
        const problems = await problemsOf(basic, async () => {
          created = await connections.create(read(newConnectionSchema, definitionOf(visit.form)));
        });
        if (created !== undefined) {
          return leadWithNotice(visit, pathTo('connections', created.id), {
            kind: 'created',
            name: created.name,
          });
        }
        return refused(
          422,
          ...basic.map(({ key }) => <Problem beside of={key} text={problems.get(key) ?? ''} />),
          <ToastBeside title="Not created" text={countText(problems.size)} failed />,
        );
      },
    },
  ];
}

interface CardProps {
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  readonly text: string;
}

function Card({ href, icon, label, text }: CardProps) {
  return (
    <li class="card">
      <Icon name={icon} />
      <a href={href}>{label}</a>
      <span>{text}</span>
    </li>
  );
}

function CreateForm({ parameters }: { readonly parameters: readonly Parameter[] }) {
  return (
    <div>
      <Crumbs way={[LIST, { label: 'CREATE', href: CREATE }]} here="CUMULOCITY" />
      <div class="headline">
        <h1>Create a Cumulocity connection</h1>
      </div>
      <form
        class="panel narrow"
        method="post"
        action={FORM}
        novalidate
        autocomplete="off"
        aria-label="New Cumulocity connection"
        hx-post={FORM}
        hx-disabled-elt="find button[type=submit]"
        hx-disinherit="hx-disabled-elt"
      >
        <p class="quiet">
          Fields marked with <span class="must">*</span> are mandatory.
        </p>
        {parameters.map((parameter, index) => (
          <div class="field" key={parameter.key}>
            <FieldHead parameter={parameter} />
            <Control
              parameter={parameter}
              value=""
              isFocused={index === 0}
              checkedAt={`${FORM}/check/${parameter.key}`}
            />
            <Problem of={parameter.key} />
          </div>
        ))}
        <div class="buttons">
          <a class="button" href={CREATE}>
            CANCEL
          </a>
          <button type="submit" class="button first">
            CREATE
          </button>
        </div>
      </form>
    </div>
  );
}

function countText(count: number): string {
  return count === 1 ? 'One field is wrong.' : `${count} fields are wrong.`;
}
