import { Icon } from '../../../ui/index.ts';

export interface UplinkFormProps {
  readonly devices: readonly { readonly devEui: string; readonly name: string; readonly codec: string }[];
}

/** Ways to send an uplink by hand: measured values, bytes, or a document as it was seen elsewhere. */
export function UplinkForm({ devices }: UplinkFormProps) {
  return (
    <section class="panel" aria-labelledby="uplink-heading">
      <h2 id="uplink-heading">SEND AN UPLINK</h2>
      <form hx-post="/uplinks" hx-swap="none" hx-disabled-elt="find button">
        <label class="field">
          <span class="field-label">Device</span>
          <select name="device">
            {devices.map(({ devEui, name, codec }) => (
              <option key={devEui} value={devEui}>{`${devEui} (${name}, ${codec})`}</option>
            ))}
          </select>
        </label>
        <div class="pair">
          <label class="field">
            <span class="field-label">Temperature, °C</span>
            <input name="temperature" type="number" step="0.1" min="-40" max="85" placeholder="as measured" />
          </label>
          <label class="field">
            <span class="field-label">or bytes, in hex</span>
            <input
              name="hex"
              class="mono"
              pattern="([0-9a-fA-F]{2})*"
              placeholder="0100e2"
              spellcheck={false}
            />
          </label>
        </div>
        <label class="field">
          <span class="field-label">FPort, for bytes</span>
          <input name="fPort" type="number" min="1" max="223" value="1" />
        </label>
        <div class="buttons">
          <button type="submit" class="button first">
            <Icon name="send" />
            Send
          </button>
        </div>
      </form>
      <details>
        <summary>Paste a DevEUI_uplink</summary>
        <form hx-post="/documents" hx-swap="none" hx-disabled-elt="find button">
          <label class="field">
            <span class="field-label">One document, an array, or several in a row</span>
            <textarea name="documents" class="mono" rows={6} spellcheck={false} required />
          </label>
          <div class="buttons">
            <button type="submit" class="button">
              Publish
            </button>
          </div>
        </form>
      </details>
    </section>
  );
}
