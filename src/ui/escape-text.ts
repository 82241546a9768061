const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;', "'": '&#39;' };

/** Makes text safe in HTML, in an element as in a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<"']/g, (sign) => ENTITIES[sign] ?? sign);
}
