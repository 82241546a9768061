import { defineParameterType } from '@cucumber/cucumber';
import { isKindName, kindOf, unitIdOf } from './sensor-library.ts';

/** One thing that a device reports: "a temperature of 21.5 °C". */
export interface Phrase {
  readonly kind: string;
  readonly value: number;
  /** As the sentence writes it; undefined where there is none. */
  readonly unit: string | undefined;
  /** True for "a second temperature". */
  readonly second: boolean;
}

const PHRASE =
  /an? (second )?(temperature|humidity|battery level|voltage|current|illuminance|power|distance|speed|acceleration|motion|pressure|carbon dioxide level|flavour) of (-?\d+(?:\.\d+)?)(?: (°C|°F|°X|K|%RH|%|µV|mV|V|mA|A|lux|kW|MW|W|km\/h|mm\/s|m\/s²|m\/s|mm|cm|km|mg|g|m|hPa|kPa|Pa|mbar|bar|ppm|ppb))?/;

const WHOLE_PHRASE = new RegExp(`^(?:${PHRASE.source})$`);

function phraseOf(second: string | undefined, kind: string, value: string, unit: string | undefined): Phrase {
  return {
    kind,
    value: Number(value),
    unit: unit ?? undefined,
    second: second !== undefined && second !== null,
  };
}

/** Reads the phrase of a table's cell. @throws Error when it is none. */
export function parsePhrase(text: string): Phrase {
  const [whole, second, kind = '', value = '', unit] = WHOLE_PHRASE.exec(text.trim()) ?? [];
  if (whole === undefined) throw new Error(`"${text}" is no measurement such as "a temperature of 21.5 °C".`);
  return phraseOf(second, kind, value, unit);
}

/** The phrases as the network's document holds them once they are decoded: points of the product's ontology. */
export function pointsOf(phrases: readonly Phrase[]): Record<string, unknown> {
  return Object.fromEntries(
    phrases.map(({ kind, value, unit, second }) => [
      `${isKindName(kind) ? kindOf(kind).point : kind}${second ? ':1' : ''}`,
      { ...(unit === undefined ? {} : { unitId: unitIdOf(unit) }), type: 'double', record: value },
    ]),
  );
}

defineParameterType({
  name: 'measurement',
  regexp: PHRASE,
  transformer: phraseOf,
  useForSnippets: false,
});

/** A place on earth in degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

defineParameterType({
  name: 'place',
  regexp: /(\d+(?:\.\d+)?) (north|south) and (\d+(?:\.\d+)?) (east|west)/,
  transformer: (lat: string, ns: string, lon: string, ew: string): Place => ({
    latitude: ns === 'south' ? -Number(lat) : Number(lat),
    longitude: ew === 'west' ? -Number(lon) : Number(lon),
  }),
  useForSnippets: false,
});
