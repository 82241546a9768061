import { z } from 'zod';

// Fields that ThingPark's documents have in common (Actility, ThingPark IoT Flow documentation).

export type Flavour = 'numbers' | 'strings';

export interface Scalars<I extends z.ZodType, R extends z.ZodType> {
  readonly integer: (min: number, max: number) => I;
  readonly real: () => R;
}

export const numbers: Scalars<z.ZodNumber, z.ZodNumber> = {
  integer: (min, max) => z.number().int().min(min).max(max),
  real: () => z.number(),
};

export const strings: Scalars<z.ZodString, z.ZodString> = {
  integer: () => z.string().regex(/^-?\d+$/),
  real: () => z.string().regex(/^-?\d+\.\d{6}$/),
};

export const upperHex = (digits: number) => z.string().regex(new RegExp(`^[0-9A-F]{${digits}}$`));
export const lowerHex = (digits: string) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
export const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);

export const domains = z.array(z.object({ n: z.string(), g: z.string() }));

export const customerData = z.object({
  loc: z.object({ lat: z.string(), lon: z.string() }).nullable(),
  alr: z.object({ pro: z.string(), ver: z.string() }),
  tags: z.array(z.string()),
  doms: domains,
  name: z.string(),
});
