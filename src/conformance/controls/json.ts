/** Changes a JSON text by changing its objects, the inner ones first; what is no JSON stays as it is. */
export function changeObjects(
  text: string,
  change: (object: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): string {
  try {
    return JSON.stringify(changed(JSON.parse(text), change));
  } catch {
    return text;
  }
}

function changed(
  value: unknown,
  change: (object: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): unknown {
  if (Array.isArray(value)) return value.map((item) => changed(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changed(inner, change)])),
  );
}
