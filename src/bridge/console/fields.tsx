import { Icon } from '../../ui/index.ts';
import { Eye } from './page.tsx';
import type { Parameter } from './parameters.ts';

/** The information mark of a field. */
export function Help({ parameter: { key, label, help } }: { readonly parameter: Parameter }) {
  return (
    <details class="help" data-light="">
      <summary aria-label={`About ${label}`}>
        <Icon name="info" />
      </summary>
      <p id={`${key}-help`}>{help}</p>
    </details>
  );
}

/** A field's label with its mark for what is mandatory, and its information mark. */
export function FieldHead({
  parameter,
  marks = true,
}: {
  readonly parameter: Parameter;
  readonly marks?: boolean;
}) {
  const { key, label, isMandatory } = parameter;
  return (
    <div class="field-head">
      <label for={key}>
        {label}
        {isMandatory && marks ? (
          <span class="must" aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      <Help parameter={parameter} />
    </div>
  );
}

/** Where a field's message stands; empty while there is none. */
export function Problem({
  of,
  text = '',
  beside = false,
}: {
  readonly of: string;
  readonly text?: string;
  readonly beside?: boolean;
}) {
  return (
    <p
      class="problem"
      id={`${of}-problem`}
      data-problem-of={of}
      aria-live="polite"
      {...(beside ? { 'hx-swap-oob': 'innerHTML' } : {})}
    >
      {text}
    </p>
  );
}

export interface ControlProps {
  readonly parameter: Parameter;
  readonly value: string;
  readonly isFocused?: boolean;
  /** Where the field is checked while it is filled in; the answer is its {@link Problem}. */
  readonly checkedAt: string;
}

/** What a parameter is written into. The check comes when one pauses or leaves. */
export function Control({ parameter, value, isFocused = false, checkedAt }: ControlProps) {
  const { key, kind, isMandatory, options, label } = parameter;
  const shared = {
    id: key,
    name: key,
    autofocus: isFocused,
    'aria-describedby': `${key}-problem ${key}-help`,
    ...(isMandatory ? { 'aria-required': true } : {}),
    'hx-post': checkedAt,
    'hx-trigger': 'change, input changed delay:400ms',
    'hx-target': `#${key}-problem`,
    'hx-swap': 'innerHTML',
    'hx-sync': 'this:replace',
  };
  const plain = { ...shared, autocomplete: 'off', spellcheck: false, value };
  switch (kind) {
    case 'yes-no':
      return (
        <Choice
          shared={shared}
          value={value}
          options={[
            ['true', 'Yes'],
            ['false', 'No'],
          ]}
        />
      );
    case 'choice':
      return <Choice shared={shared} value={value} options={options.map((option) => [option, option])} />;
    case 'long-text':
    case 'json':
      return <textarea {...shared} rows={kind === 'json' ? 12 : 3} value={value} />;
    case 'secret':
      return (
        <div class="with-end">
          <input {...plain} type="password" autocomplete="new-password" />
          <Eye field={key} label={`Show the ${label.toLowerCase()}`} />
        </div>
      );
    case 'number':
      return <input {...plain} type="text" inputMode="numeric" />;
    default:
      return <input {...plain} type="text" autocapitalize="none" />;
  }
}

interface ChoiceProps {
  readonly shared: Readonly<Record<string, unknown>>;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
}

function Choice({ shared, value, options }: ChoiceProps) {
  return (
    <select {...shared}>
      {options.map(([option, text]) => (
        <option key={option} value={option} selected={option === value}>
          {text}
        </option>
      ))}
    </select>
  );
}
