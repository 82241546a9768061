/** Takes out of many drawings in one page what they all repeat. */
export interface SvgCompactor {
  /** Gives the drawing with its looks moved to the page's style sheet. */
  compact(svg: string): string;
  /** The rules for all drawings that were compacted so far. */
  css(): string;
}

/** Attributes that are CSS properties as well (SVG 2, Presentation attributes) and that the diagrams use. */
const LOOKS: readonly string[] = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-linejoin',
  'stroke-linecap',
  'stroke-dasharray',
  'paint-order',
  'text-anchor',
  'font-size',
  'font-weight',
  'font-style',
];

const SHAPE = /<(text|line|rect|circle|path)\b([^>]*?)(\/?)>/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;
const STYLE_ELEMENT = /<style>([\s\S]*?)<\/style>/;
const DARK_RULE = /\.([\w-]+)\{([^{}]*)\}/g;

/**
 * Makes a compactor for one page. A drawing of some thirty messages says two hundred times in which colour and size; said
 * once for the page, it is half as long. Dark colours, which a drawing brings in a style element of its own, move as well.
 */
export function createSvgCompactor(): SvgCompactor {
  const names = new Map<string, string>();
  const light: string[] = [];
  const dark = new Map<string, string>();

  const nameOf = (classes: string, looks: readonly (readonly [string, string])[]): string => {
    const rule = looks
      .map(([name, value]) => `${name}:${name === 'font-size' ? `${value}px` : value}`)
      .join(';');
    const key = `${classes}|${rule}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = `d${names.size.toString(36)}`;
    names.set(key, name);
    light.push(`.canvas .${name}{${rule}}`);
    return name;
  };

  const compactShape = (_: string, tag: string, attributes: string, end: string): string => {
    const all = [...attributes.matchAll(ATTRIBUTE)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    const classes = all.find(([name]) => name === 'class')?.[1] ?? '';
    const looks = all.filter(([name]) => LOOKS.includes(name));
    const rest = all.filter(([name]) => name !== 'class' && !LOOKS.includes(name));
    const styled = looks.length > 0 || classes !== '' ? ` class="${nameOf(classes, looks)}"` : '';
    return `<${tag}${styled}${rest.map(([name, value]) => ` ${name}="${rounded(value)}"`).join('')}${end}>`;
  };

  return {
    compact(svg) {
      const own = STYLE_ELEMENT.exec(svg)?.[1] ?? '';
      for (const [, name = '', rule = ''] of own.matchAll(DARK_RULE)) dark.set(name, rule);
      return svg.replace(STYLE_ELEMENT, '').replace(SHAPE, compactShape);
    },
    css() {
      const darkRules = [...names].flatMap(([key, name]) => {
        const classes = key.slice(0, key.indexOf('|')).split(' ');
        const rule = classes.flatMap((one) => dark.get(one) ?? []).join(';');
        return rule === '' ? [] : [`.canvas .${name}{${rule}}`];
      });
      return `${light.join('\n')}\n@media screen and (prefers-color-scheme:dark){${darkRules.join('\n')}}`;
    },
  };
}

/** Coordinates to a tenth of a pixel. */
function rounded(value: string): string {
  return value.replace(/\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1))));
}
