import { TONES, tokensCss } from './tokens.ts';

/** What all pages share: colours, type, and the looks of the components in this folder. Nothing is loaded from elsewhere. */
export function baseCss(): string {
  return `${tokensCss()}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.page{max-width:68rem;margin:0 auto;padding:2rem 1.5rem 4rem}
h1,h2,h3,h4{line-height:1.25;margin:0;font-weight:650;text-wrap:balance}
h1{font-size:1.9rem;letter-spacing:-.01em}
h2{font-size:1.35rem}
h3{font-size:1rem}
p{margin:.4rem 0}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
pre{margin:.4rem 0;padding:.6rem .8rem;background:var(--sunken);border:1px solid var(--edge);border-radius:6px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.quiet{color:var(--quiet)}
.panel{background:var(--panel);border:1px solid var(--edge);border-radius:10px}
summary{cursor:pointer}
.badge{display:inline-flex;align-items:center;gap:.35em;padding:.12em .6em;border-radius:99px;font-size:.8rem;font-weight:600;white-space:nowrap;border:1px solid transparent}
.bar{display:flex;height:.6rem;border-radius:99px;overflow:hidden;background:var(--sunken);gap:2px}
.bar>span{min-width:3px}
${TONES.map((tone) => `.badge.${tone}{color:var(--${tone}-text);background:var(--${tone}-ground);border-color:color-mix(in srgb,var(--${tone}-solid) 35%,transparent)}.bar>.${tone},.dot.${tone}{background:var(--${tone}-solid)}`).join('\n')}
.dot{display:inline-block;width:.65rem;height:.65rem;border-radius:3px;margin-right:.4em}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.85rem;color:var(--quiet);list-style:none;margin:.4rem 0 0;padding:0}
@media print{body{background:none;font-size:11pt}.page{max-width:none;padding:0}.badge,.bar,.bar>span,.dot{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit;text-decoration:none}}`;
}
