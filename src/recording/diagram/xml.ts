const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A text as XML may hold it. Control characters, which XML 1.0 has no way to write (section 2.2, `Char`), are shown
 * as their pictures (␀, ␛); lone surrogates and non-characters as �.
 */
export function escapeXml(text: string): string {
  return text
    .replace(/\p{Cc}/gu, controlPicture)
    .replace(/[\p{Cs}\ufffe\uffff]/gu, '�')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function controlPicture(control: string): string {
  const code = control.charCodeAt(0);
  if (/\s/.test(control)) return ' ';
  if (code === 0x7f) return '␡';
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '�';
}

export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** One element; attributes are escaped, children are XML already. */
export function element(name: string, attributes: XmlAttributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapeXml(rounded(value))}"`]))
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

function rounded(value: string | number): string {
  return String(typeof value === 'number' ? Math.round(value * 10) / 10 : value);
}
