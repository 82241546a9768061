import { z } from 'zod';
import { durationText } from '../duration.ts';

/** All tags of a `thing` matcher must be the device's (AND); a `key` matcher names one device as `lora:<deveui>`. */
const matcherSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('thing'),
      tags: z
        .array(z.string().min(1, 'must not be empty').max(255))
        .min(1, 'must name at least one tag')
        .max(100),
    }),
    z.strictObject({
      type: z.literal('key'),
      key: z
        .string()
        .regex(/^lora:[0-9a-f]{16}$/i, 'must be lora: and the DevEUI, such as lora:0018b20000000b20'),
    }),
  ],
  {
    error: (issue) =>
      issue.code === 'invalid_union' ? 'must be "thing" (with tags) or "key" (with key)' : undefined,
  },
);
export type Matcher = z.infer<typeof matcherSchema>;

const flowConnectorSchema = z.strictObject({
  id: z.string().min(1).describe('Id of the connector, such as actility-cumulocity-iot'),
  connectionId: z.string().min(1).describe('Id of the connection'),
  uplinkTimeValidity: durationText.optional().describe('As on a connection, for this flow alone'),
});

/** A flow as it is written (ThingPark X IoT Flow, Setting up an IoT Flow instance). */
export const flowDefinitionSchema = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(255),
  description: z.string().max(1000).optional(),
  driver: z
    .strictObject({ id: z.string().min(1) })
    .optional()
    .describe(
      "`actility:auto:1` takes the uplink's DriverCfg; a fixed id forces that driver; none: no decoding",
    ),
  matchers: z
    .array(matcherSchema)
    .min(1, 'must hold at least one matcher')
    .max(1000)
    .describe('Joined by OR'),
  connectors: z.array(flowConnectorSchema).min(1, 'must name at least one connection').max(100),
});
export type FlowDefinition = z.infer<typeof flowDefinitionSchema>;

/** A flow: which devices' uplinks go, decoded by which driver, to which connections. */
export interface Flow extends FlowDefinition {
  readonly id: string;
}

/** A flow as the API takes it when it replaces one: an id may stand in it, as a GET shows it. */
export const changedFlowSchema = flowDefinitionSchema.extend({ id: z.string().optional() });

/** A flow at rest: its last connection may have been deleted. */
export const storedFlowSchema: z.ZodType<FlowDefinition> = flowDefinitionSchema.extend({
  connectors: z.array(flowConnectorSchema),
});
