import { z } from 'zod';
import { cumulocityConfigurationSchema } from './cumulocity-configuration.ts';

/** The one kind of connection there is so far (ThingPark X IoT Flow, Creating a Cumulocity connection). */
export const CUMULOCITY_CONNECTOR_ID = 'actility-cumulocity-iot';

/** What the management API tells of a connector. */
export interface Connector {
  readonly id: string;
  readonly producerId: string;
  readonly moduleId: string;
  readonly version: string;
  readonly description: string;
  readonly connection: { readonly configurationSchema: Readonly<Record<string, unknown>> };
  readonly flow: Readonly<Record<string, never>>;
}

/** All connectors, each with the JSON Schema of its configuration, generated from what validates it. */
export function listConnectors(): readonly Connector[] {
  const { $schema, ...schema } = z.toJSONSchema(cumulocityConfigurationSchema, {
    io: 'input',
    target: 'draft-7',
  });
  return [
    {
      id: CUMULOCITY_CONNECTOR_ID,
      producerId: 'actility',
      moduleId: 'cumulocity-iot',
      version: '1.0.0',
      description: 'Cumulocity IoT connector',
      connection: {
        // `id` in the manner of JSON Schema draft 3, as the product's other connectors show theirs.
        configurationSchema: {
          id: 'urn:jsonschema:iot-flow:connection:cumulocity:CumulocityConfig',
          $schema,
          ...schema,
        },
      },
      flow: {},
    },
  ];
}
