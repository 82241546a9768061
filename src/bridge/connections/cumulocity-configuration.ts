import { z } from 'zod';

/** `90s`, `5m`, `72h`, `2d`: a whole number and a unit. */
export const durationText = z
  .string()
  .regex(/^[1-9]\d*(s|m|h|d)$/, 'must be a number and a unit, such as 5m or 72h');
