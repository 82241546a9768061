const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Printable ASCII without what means something to XML: nearly all that diagrams hold. */
const PLAIN = /^[ !#-%(-;=?-~]*$/;

/**
 * A text as XML may hold it. Control characters, which XML 1.0 has no way to write (section 2.2, `Char`), are shown
 * as their pictures (␀, ␛); lone surrogates and non-characters as �.
 */
export function escapeXml(text: string): string {
  if (PLAIN.test(text)) return text;
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
  const list = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${written(value)}"`]))
    .join('');
  return children.length === 0 ? `<${name}${list}/>` : `<${name}${list}>${children.join('')}</${name}>`;
}

function written(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 10) / 10) : escapeXml(value);
}
