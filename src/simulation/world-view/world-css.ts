import { sequenceDiagramCss } from '../../recording/index.ts';
import { appCss } from '../../ui/index.ts';

/** The styles of the view: those that all pages share, the diagram's, and its own. */
export function worldCss(): string {
  return `${appCss()}
${sequenceDiagramCss()}
.main{max-width:none}
.beside{display:grid;grid-template-columns:minmax(0,1fr) minmax(17rem,22rem);gap:0 1.1rem;align-items:start;margin-top:1.1rem}
.picture{overflow:auto;max-height:70vh;border:1px solid var(--edge);border-radius:8px}
.picture svg{display:block;max-width:none}
.picture a>rect:first-child{fill:transparent}
.picture a:hover>rect:first-child,.picture a:focus-visible>rect:first-child{fill:color-mix(in srgb,var(--link) 14%,transparent)}
.picture a:focus-visible{outline:2px solid var(--link);outline-offset:-2px}
.plain{list-style:none;margin:0 0 1rem;padding:0}
.plain li{display:flex;align-items:center;justify-content:space-between;gap:.6rem;border-bottom:1px solid var(--edge);font-size:.9rem}
.places{font-size:.9rem}
.dialogs dialog.wide{max-width:min(60rem,calc(100vw - 2rem));max-height:calc(100vh - 4rem)}
dialog.wide pre{max-height:40vh;overflow:auto}
dialog.wide h3{margin:1rem 0 .3rem}
@media (max-width:70rem){.beside{grid-template-columns:minmax(0,1fr)}}`;
}
