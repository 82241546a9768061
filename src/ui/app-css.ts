import { baseCss } from './base-css.ts';

/** The looks of pages that people work with, after those that all pages share: shell, forms, tables, dialogs, notices. */
export function appCss(): string {
  return `${baseCss()}
:root{--bar:15.5rem}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:.5rem;top:-4rem;background:var(--accent);color:var(--onaccent);padding:.5rem .9rem;border-radius:6px;z-index:9}
.skip:focus{top:.5rem}
.icon{width:1.15em;height:1.15em;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;vertical-align:-.2em}

.shell{background:linear-gradient(to right,var(--panel) var(--bar),transparent 0);display:grid;grid-template-columns:var(--bar) minmax(0,1fr);min-height:100vh}
.shell-head{display:none}
.menu{background:var(--panel);border:0;border-right:1px solid var(--edge);padding:1.1rem .8rem 1.5rem;margin:0;color:inherit;display:block;position:sticky;inset:0 auto auto 0;height:100vh;width:auto;overflow-y:auto}
.brand{display:flex;align-items:center;gap:.6rem;font-weight:700;letter-spacing:-.01em;padding:.2rem .6rem 1.1rem;color:var(--text);text-decoration:none;line-height:1.2}
.brand .icon{color:var(--accent);width:1.7rem;height:1.7rem}
.brand small{display:block;font-weight:500;font-size:.74rem;color:var(--quiet);letter-spacing:0}
.menu .brand{padding:.2rem .6rem 1.1rem;font-size:1rem}
.menu .brand:hover{background:none}
.menu .brand .icon{color:var(--accent)}
.menu ul{list-style:none;margin:0;padding:0}
.menu a{display:flex;align-items:center;gap:.65rem;padding:.42rem .6rem;border-radius:7px;color:var(--text);text-decoration:none;font-size:.93rem}
.menu a:hover{background:var(--sunken)}
.menu a[aria-current=page]{background:var(--info-ground);color:var(--info-text);font-weight:600}
.menu ul ul a{padding-left:2.45rem;font-size:.89rem}
.menu>ul>li{margin-bottom:.15rem}
.menu .icon{color:var(--quiet)}
.menu a[aria-current=page] .icon{color:inherit}
.account{border-top:1px solid var(--edge);margin-top:1.2rem;padding:.9rem .6rem 0;font-size:.85rem;color:var(--quiet);overflow-wrap:anywhere}
.account .button{margin-top:.5rem;width:100%}
.main{padding:1.6rem 2rem 4rem;min-width:0;max-width:82rem;width:100%}
.headline{display:flex;flex-wrap:wrap;align-items:center;gap:.6rem 1rem;margin-bottom:1.1rem}
.headline h1{font-size:1.6rem;overflow-wrap:anywhere}
.headline .actions{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;align-self:flex-end}
.headline .far{margin-left:auto;display:flex;gap:.5rem;align-items:center}
.crumbs ol{display:flex;flex-wrap:wrap;list-style:none;margin:0 0 .5rem;padding:0;font-size:.82rem;color:var(--quiet);letter-spacing:.03em}
.crumbs li+li::before{content:">" / "";margin:0 .5rem}
.crumbs li{overflow-wrap:anywhere}
.crumbs a{color:inherit}

.button{display:inline-flex;align-items:center;justify-content:center;gap:.45rem;font:inherit;font-size:.86rem;font-weight:600;letter-spacing:.02em;line-height:1.2;padding:.52rem .95rem;border-radius:7px;border:1px solid var(--edge);background:var(--panel);color:var(--text);cursor:pointer;text-decoration:none}
.button:hover{border-color:var(--quiet)}
.button.first{background:var(--accent);border-color:var(--accent);color:var(--onaccent)}
.button.first:hover{filter:brightness(1.08)}
.button.danger{color:var(--failed-text);border-color:color-mix(in srgb,var(--failed-solid) 45%,transparent)}
.button.bare{border-color:transparent;background:none;padding:.45rem}
.button.bare:hover{background:var(--sunken)}
.button.good{color:var(--passed-text)}
.button.bad{color:var(--failed-text)}
.button[disabled]{opacity:.55;cursor:default}
.button.htmx-request{opacity:.6}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem;justify-content:flex-end;margin-top:1.2rem}

.panel{padding:1.1rem 1.3rem 1.2rem;margin-bottom:1.1rem}
.panel>h2,.panel-head h2{font-size:.84rem;letter-spacing:.06em;color:var(--quiet);font-weight:650;margin:0}
.panel>h2{margin-bottom:.8rem}
.panel-head{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .9rem;margin-bottom:.8rem}
.panel-head .far{margin-left:auto}
.panel-head a.far{font-size:.88rem}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 1.1rem;align-items:start}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.8rem}
.tile{background:var(--sunken);border:1px solid var(--edge);border-radius:9px;padding:.7rem .9rem;margin:0}
.tile dt,.tile .name{font-size:.75rem;letter-spacing:.05em;color:var(--quiet);font-weight:600}
.tile dd,.tile .number{font-size:1.55rem;font-weight:650;line-height:1.25;margin:0;font-variant-numeric:tabular-nums}
.tile .note{font-size:.8rem;color:var(--quiet);font-weight:400;line-height:1.35;display:block}
a.tile{color:inherit;text-decoration:none;display:block}
a.tile:hover{border-color:var(--quiet)}
.facts{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.35rem 1.2rem;margin:0;font-size:.93rem}
.facts dt{color:var(--quiet)}
.facts dd{margin:0;overflow-wrap:anywhere}

.scroll{overflow-x:auto;margin:0 -1.3rem;padding:0 1.3rem}
table{border-collapse:collapse;width:100%;font-size:.91rem;font-variant-numeric:tabular-nums}
th{font-size:.76rem;letter-spacing:.03em;color:var(--quiet);font-weight:600;text-align:left;white-space:nowrap;padding:.45rem .6rem .45rem 0;border-bottom:1px solid var(--edge)}
td{padding:.5rem .6rem .5rem 0;border-bottom:1px solid var(--edge);vertical-align:top;overflow-wrap:anywhere}
tr:last-child td{border-bottom:0}
td.no-break,td time{white-space:nowrap}
th:last-child,td:last-child{padding-right:0}
td .mono,td.mono{overflow-wrap:anywhere}
th .sort{color:inherit;text-decoration:none}
th .sort:hover{color:var(--link);text-decoration:underline}
.number-cell{text-align:right}
.empty{color:var(--quiet);padding:1.4rem 0;text-align:center}
.tag{display:inline-block;background:var(--sunken);border:1px solid var(--edge);border-radius:5px;padding:0 .4em;font-size:.8rem;margin:0 .3em .2em 0}
.filters{display:flex;flex-wrap:wrap;gap:.7rem;align-items:end;margin-bottom:.9rem}
.filters label,.filters .field{font-size:.8rem;color:var(--quiet);display:grid;gap:.25rem}
.pager{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;justify-content:space-between;margin-top:.9rem;font-size:.87rem;color:var(--quiet)}
.pager div{display:flex;gap:.4rem}

input,select,textarea{font:inherit;font-size:.93rem;color:var(--text);background:var(--panel);border:1px solid color-mix(in srgb,var(--quiet) 60%,var(--edge));border-radius:7px;padding:.46rem .65rem;width:100%;min-width:0}
textarea{resize:vertical;display:block}
textarea[readonly]{resize:none}
input:focus-visible,select:focus-visible,textarea:focus-visible{outline-offset:0}
input[readonly],textarea[readonly]{background:var(--sunken);border-color:var(--edge)}
[aria-invalid=true]{border-color:var(--failed-solid);box-shadow:0 0 0 1px var(--failed-solid)}
.filters input,.filters select{width:auto;min-width:11rem;height:2.45rem}
.filters input[type=search]{min-width:18rem}
.field{margin-bottom:1rem}
.field-head{display:flex;align-items:center;gap:.4rem;margin-bottom:.3rem;position:relative}
.field-head label,.field-label{font-weight:600;font-size:.9rem}
.must{color:var(--failed-text)}
.problem{color:var(--failed-text);font-size:.86rem;margin:.3rem 0 0;overflow-wrap:anywhere}
.problem:empty{display:none}
.with-end{display:flex;gap:.35rem;align-items:center}
.help{line-height:1}
.help summary{list-style:none;display:inline-flex;color:var(--quiet);border-radius:99px;padding:.1rem}
.help summary::-webkit-details-marker{display:none}
.help summary:hover,.help[open] summary{color:var(--link)}
.help p{line-height:1.45;position:absolute;z-index:5;top:100%;left:0;margin:.2rem 0 0;max-width:min(26rem,100%);width:max-content;background:var(--panel);border:1px solid var(--edge);border-radius:8px;box-shadow:0 8px 26px rgb(0 0 0/.2);padding:.55rem .8rem;font-size:.86rem;font-weight:400}

.dialogs dialog,dialog.ask{border:1px solid var(--edge);border-radius:12px;background:var(--panel);color:var(--text);padding:1.4rem 1.5rem 1.3rem;max-width:min(31rem,calc(100vw - 2rem));box-shadow:0 20px 60px rgb(0 0 0/.35)}
dialog::backdrop{background:rgb(8 12 18/.55)}
dialog h2{font-size:1rem;letter-spacing:.05em;margin-bottom:.6rem}
.pop{margin:0;border:1px solid var(--edge);border-radius:9px;background:var(--panel);color:var(--text);padding:.35rem;box-shadow:0 10px 30px rgb(0 0 0/.25);min-width:11rem}
.pop .button{display:flex;width:100%;justify-content:flex-start;border-color:transparent;background:none}
.pop .button:not([disabled]):hover{background:var(--sunken)}
.pop-anchor{position:relative;display:inline-flex}
.pop-anchor details[open]>.pop{position:absolute;z-index:6;top:calc(100% + .35rem);left:0}
.pop-anchor summary{list-style:none}
.pop-anchor summary::-webkit-details-marker{display:none}

.toasts{pointer-events:none;position:fixed;z-index:20;top:1rem;right:1rem;display:grid;gap:.6rem;width:min(24rem,calc(100vw - 2rem))}
.toast{display:grid;grid-template-columns:auto 1fr auto;gap:.2rem .7rem;align-items:start;background:var(--panel);border:1px solid var(--edge);border-left:4px solid var(--passed-solid);border-radius:9px;box-shadow:0 12px 34px rgb(0 0 0/.25);padding:.75rem .6rem .8rem .9rem;font-size:.92rem}
.toast .icon{color:var(--passed-text);margin-top:.15rem}
.toast.failed{border-left-color:var(--failed-solid)}
.toast.failed .icon{color:var(--failed-text)}
.toast strong{display:block}
.toast p{margin:0;overflow-wrap:anywhere}
.toast .button{pointer-events:auto;padding:.2rem;margin:-.1rem 0}
.toast .button .icon{color:var(--quiet);margin:0}
.gone{position:fixed;z-index:19;inset:auto 0 0 0;margin:0;padding:.65rem 1rem;text-align:center;background:var(--blocked-ground);color:var(--blocked-text);border-top:1px solid var(--blocked-solid);font-weight:600;font-size:.9rem}
.gone[hidden]{display:none}

.chart{min-height:14rem;width:100%}
.chart canvas{display:block}
.chart .u-legend{font-size:.82rem;color:var(--quiet);font-variant-numeric:tabular-nums}
.chart .u-legend th{border:0;padding:0 .3rem 0 0;font-size:inherit;letter-spacing:0}
.chart .u-legend td{border:0;padding:0;min-width:2.5em}
.choice{display:inline-flex;border:1px solid var(--edge);border-radius:7px;overflow:hidden}
.choice.apart{margin-bottom:1.1rem}
.choice .button{border:0;border-radius:0;padding:.35rem .75rem}
.choice .button[aria-current],.choice .button[aria-pressed=true]{background:var(--info-ground);color:var(--info-text)}
.tiles.first{margin-bottom:1.1rem}
.tiles.first .tile{background:var(--panel)}
.tile .name,.tile .number{display:block}
.raw summary{white-space:nowrap}
.raw pre{max-width:34rem;max-height:24rem;overflow:auto}
.raw details[open]{min-width:min(30rem,70vw)}
.add .with-end select{min-width:12rem}
.narrow{max-width:42rem}
.state{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .9rem;padding-block:.8rem;font-size:.92rem}
.state>[role=status],.state>[role=status]>div{display:contents}
.state [role=status] span:not(.badge,.badge *){order:2}
.state .badge{font-size:.88rem;padding:.25em .8em}
.state .pop-anchor{order:1}
.rows{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 2rem}
.tabs{display:flex;flex-wrap:wrap;gap:.2rem;border-bottom:1px solid var(--edge);margin:0 0 1.1rem}
.tabs a{padding:.5rem .9rem;color:var(--quiet);text-decoration:none;font-size:.92rem;border-bottom:2px solid transparent;margin-bottom:-1px}
.tabs a:hover{color:var(--text)}
.tabs a[aria-current=page]{color:var(--text);font-weight:600;border-bottom-color:var(--accent)}
.as-written{text-transform:none;letter-spacing:0}
.globe{display:block;width:100%;max-width:45rem;margin-top:1rem;border:1px solid var(--edge);border-radius:8px}
.globe .sea{fill:var(--sunken)}
.globe .grid{stroke:var(--edge);fill:none}
.globe .equator{stroke:var(--quiet)}
.globe .mark{fill:var(--quiet);font-size:11px}
.globe .halo{fill:var(--accent);opacity:.25}
.globe .spot{fill:var(--accent)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem;list-style:none;margin:0;padding:0}
.card{position:relative;background:var(--panel);border:1px solid var(--edge);border-radius:10px;padding:1.2rem}
.card:hover{border-color:var(--accent)}
.card .icon{width:1.9rem;height:1.9rem;color:var(--accent);display:block;margin-bottom:.7rem}
.card a{display:block;margin-bottom:.2rem;font-weight:650;color:inherit;text-decoration:none}
.card a::after{content:"";position:absolute;inset:0;border-radius:10px}
.card span{font-size:.87rem;color:var(--quiet)}
.gate{min-height:100vh;display:grid;place-items:center;padding:1.5rem}
.gate form{width:min(25rem,100%);padding:2rem}
.gate .brand{padding:0 0 1.3rem}

@media (max-width:60rem){
.pair,.rows{grid-template-columns:minmax(0,1fr)}
}
@media (max-width:46rem){
.shell{display:block;background:none}
.shell-head{display:flex;align-items:center;justify-content:space-between;background:var(--panel);border-bottom:1px solid var(--edge);padding:.55rem 1rem;position:sticky;top:0;z-index:8}
.shell-head .brand{padding:0}
.menu:not(:popover-open){display:none}
.menu{position:fixed;height:100dvh;width:min(18rem,85vw);box-shadow:0 0 60px rgb(0 0 0/.4)}
.main{padding:1.1rem 1rem 4rem}
.toasts{top:4.2rem}
.panel{padding:1rem}
.scroll{margin:0 -1rem;padding:0 1rem}
.headline h1{font-size:1.35rem}
.facts{grid-template-columns:minmax(6rem,max-content) minmax(0,1fr)}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack,table.stack tbody,table.stack tr,table.stack td{display:block}
table.stack tr{border-bottom:1px solid var(--edge);padding:.6rem 0}
table.stack tr:last-child{border-bottom:0}
table.stack td{border:0;padding:.12rem 0;display:grid;grid-template-columns:7rem minmax(0,1fr);gap:.5rem;text-align:left}
table.stack td[data-label]::before{content:attr(data-label);color:var(--quiet);font-size:.8rem}
table.stack td.whole{display:block}
.filters input,.filters select{width:100%}
.filters label{flex:1 1 100%}
}`;
}
