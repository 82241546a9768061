import { sequenceDiagramCss } from '../../recording/index.ts';
import { appCss } from '../../ui/index.ts';

/** The styles of the view: those that all pages share, the diagram's, and its own. */
export function worldCss(): string {
  return `${appCss()}
${sequenceDiagramCss()}
.main{max-width:none}
.tools{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(19rem,100%),1fr));gap:0 1.1rem;align-items:start}
.tools label.field{display:block}
.tiles{margin-bottom:1.1rem}
.picture{overflow:auto;max-height:58vh;border:1px solid var(--edge);border-radius:8px}
.picture svg{display:block;width:100%;min-width:46rem;height:auto;max-width:84rem;margin:0 auto}
.picture a>rect:first-child{fill:transparent}
.picture a:hover>rect:first-child,.picture a:focus-visible>rect:first-child{fill:color-mix(in srgb,var(--link) 14%,transparent)}
.picture a:focus-visible{outline:2px solid var(--link);outline-offset:-2px}
.choice .button{white-space:nowrap}
.plain{list-style:none;margin:0 0 1rem;padding:0}
.plain li{display:flex;align-items:center;justify-content:space-between;gap:.6rem;border-bottom:1px solid var(--edge);font-size:.9rem}
.places{font-size:.9rem}
.dialogs dialog.wide{max-width:min(60rem,calc(100vw - 2rem));max-height:calc(100vh - 4rem)}
dialog.wide pre{max-height:40vh;overflow:auto}
dialog.wide h3{margin:1rem 0 .3rem}`;
}
