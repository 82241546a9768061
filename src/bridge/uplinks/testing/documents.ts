/** An uplink's document with plausible values; both flavours are made of it. */
export function uplinkDocument(fields: Readonly<Record<string, unknown>> = {}) {
  return {
    DevEUI_uplink: {
      Time: '2026-01-31T12:59:30.000+01:00',
      DevEUI: '0018B20000000B20',
      DevAddr: '0405F519',
      FPort: 1,
      FCntUp: 17,
      payload_hex: '0100e202290400270506',
      mic_hex: '38e7a3b9',
      LrrRSSI: -60,
      LrrSNR: 9.75,
      LrrESP: -60.4,
      SpFact: 7,
      Late: 0,
      CustomerData: { name: 'office', tags: ['room', 'Floor-2'], loc: { lat: '48.1', lon: '11.5' } },
      DriverCfg: {
        mod: { pId: 'elsys', mId: 'ers', ver: '1' },
        app: { pId: 'elsys', mId: 'generic', ver: '1' },
      },
      ...fields,
    },
  };
}

export function bytesOf(value: unknown): Uint8Array {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The flavour in which every number and flag is text. */
export function asTexts(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asTexts(entry)]));
}
