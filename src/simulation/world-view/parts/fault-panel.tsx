import { Icon } from '../../../ui/index.ts';
import { EXTENTS, FAULTS, SCOPES } from '../fault-choices.ts';

export interface FaultPanelProps {
  readonly faults: readonly { readonly id: string; readonly text: string }[];
}

/** What goes wrong with Cumulocity at present, and a form for more of it. */
export function FaultPanel({ faults }: FaultPanelProps) {
  return (
    <section class="panel" id="faults" aria-labelledby="faults-heading">
      <h2 id="faults-heading">FAULTS OF CUMULOCITY</h2>
      {faults.length === 0 ? (
        <p class="quiet">None: Cumulocity works as it should.</p>
      ) : (
        <ul class="plain">
          {faults.map(({ id, text }) => (
            <li key={id}>
              <span>{text}</span>
              <button
                type="button"
                class="button bare"
                hx-post={`/faults/${encodeURIComponent(id)}/off`}
                hx-target="#faults"
                hx-swap="outerHTML"
                aria-label={`Switch off: ${text}`}
              >
                <Icon name="bin" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form hx-post="/faults" hx-target="#faults" hx-swap="outerHTML" hx-disabled-elt="find button">
        <Choice label="Cumulocity" name="fault" choices={FAULTS} />
        <Choice label="to" name="scope" choices={SCOPES} />
        <Choice label="how often" name="extent" choices={EXTENTS} />
        <div class="buttons">
          <button type="submit" class="button">
            Switch on
          </button>
        </div>
      </form>
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly choices: Readonly<Record<string, { readonly label: string }>>;
}

function Choice({ label, name, choices }: ChoiceProps) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <select name={name}>
        {Object.entries(choices).map(([key, choice]) => (
          <option key={key} value={key}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
