import type { Measured } from '../../mocks/lorawan/index.ts';

/** One value that Cumulocity has to hold for an uplink. */
export interface ExpectedValue {
  readonly fragment: string;
  readonly series: string;
  readonly value: number;
}

type Scalar = Exclude<keyof Measured, 'acceleration' | 'location' | 'motion'>;

/**
 * Where the platform's sensor library keeps what a device measured (Cumulocity device management library, Sensors),
 * told independently of any bridge. Pressure and CO2 have no fragment there, so no bridge can be held to one.
 */
const LIBRARY: Readonly<Partial<Record<Scalar, (value: number) => ExpectedValue>>> = {
  temperature: (value) => ({ fragment: 'c8y_TemperatureMeasurement', series: 'T', value }),
  humidity: (value) => ({ fragment: 'c8y_HumidityMeasurement', series: 'h', value }),
  light: (value) => ({ fragment: 'c8y_LightMeasurement', series: 'e', value }),
  // Millivolt on the device, volt on the platform.
  batteryVoltage: (value) => ({ fragment: 'c8y_VoltageMeasurement', series: 'voltage', value: value / 1000 }),
};

/** What the platform's sensor library says must be found for these values. */
export function expectedSeries(measured: Measured): ExpectedValue[] {
  return Object.entries(LIBRARY).flatMap(([name, expect]) => {
    const value = scalar(measured, name);
    return value === undefined || expect === undefined ? [] : [expect(value)];
  });
}

function scalar(measured: Measured, name: string): number | undefined {
  const value = Object.entries(measured).find(([key]) => key === name)?.[1];
  return typeof value === 'number' ? value : undefined;
}
