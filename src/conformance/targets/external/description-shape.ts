import { z } from 'zod';
import { descriptionSchema } from './description.ts';

/** What is read of the description's JSON Schema: which keys may stand where. */
const shapeSchema = z.object({
  get properties() {
    return z.record(z.string(), shapeSchema).optional();
  },
  get items() {
    return shapeSchema.optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), shapeSchema]).optional();
  },
  get anyOf() {
    return z.array(shapeSchema).optional();
  },
  get oneOf() {
    return z.array(shapeSchema).optional();
  },
  propertyNames: z.object({ enum: z.array(z.string()).optional() }).optional(),
  required: z.array(z.string()).optional(),
  const: z.unknown().optional(),
});
type Shape = z.infer<typeof shapeSchema>;

/** The keys that a mapping may hold, and those that it must. */
export interface Keys {
  readonly known: readonly string[];
  readonly required: readonly string[];
}

/**
 * The keys of the mapping at a path. Of alternatives, such as those of `credentials`, that one counts whose `kind` stands
 * in the document; all of them where there is none.
 */
export function keysAt(path: readonly PropertyKey[], document: unknown): Keys {
  let shapes: readonly Shape[] = [
    shapeSchema.parse(z.toJSONSchema(descriptionSchema, { io: 'input', unrepresentable: 'any' })),
  ];
  let value = document;
  for (const key of path) {
    shapes = chosen(shapes, value).flatMap((shape) => below(shape, key));
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  const mappings = chosen(shapes, value).filter(
    ({ properties, propertyNames }) => properties !== undefined || propertyNames?.enum !== undefined,
  );
  const known = mappings.flatMap(({ properties = {}, propertyNames }) => [
    ...Object.keys(properties),
    ...(propertyNames?.enum ?? []),
  ]);
  const [first, ...others] = mappings.map(({ required = [] }) => required);
  return {
    known: [...new Set(known)],
    required: (first ?? []).filter((key) => others.every((keys) => keys.includes(key))),
  };
}

function chosen(shapes: readonly Shape[], value: unknown): readonly Shape[] {
  const all = shapes.flatMap((shape) => shape.oneOf ?? shape.anyOf ?? [shape]);
  const named = all.filter(({ properties = {} }) => {
    const kind = properties.kind?.const;
    return (
      typeof value === 'object' && value !== null && kind !== undefined && kind === Reflect.get(value, 'kind')
    );
  });
  return named.length > 0 ? named : all;
}

function below({ properties, items, additionalProperties }: Shape, key: PropertyKey): readonly Shape[] {
  if (typeof key === 'number') return items === undefined ? [] : [items];
  const own = properties?.[String(key)];
  if (own !== undefined) return [own];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}
