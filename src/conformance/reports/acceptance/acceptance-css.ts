/** The looks of the acceptance report, on screen, phone and paper. */
export const ACCEPTANCE_CSS = `
.eyebrow{color:var(--quiet);font-weight:600;font-size:.9rem;margin:0 0 .2rem}
header>section,header>aside,header>dl{margin-top:1.25rem}
.outcome{padding:1.2rem 1.4rem;border-left:6px solid var(--neutral-solid)}
.outcome.passed{border-left-color:var(--passed-solid)}
.outcome.failed{border-left-color:var(--failed-solid)}
.outcome.blocked{border-left-color:var(--blocked-solid)}
.outcome .badge{white-space:normal;border-radius:10px;padding:.3rem .8rem;font-size:.95rem}
.verdict{margin:0 0 .5rem}
.sentences{list-style:none;margin:0 0 1rem;padding:0;font-size:1.12rem}
.sentences li{margin:.15rem 0}
.why{margin:0 0 .8rem;white-space:pre-line;overflow-wrap:anywhere}
.grounds{margin-top:1.1rem}
.grounds h2{font-size:1rem}
.grounds ul{margin:.4rem 0 0;padding-left:1.2rem;overflow-wrap:anywhere}
.alone{margin:.2rem 0 .6rem;font-size:.86rem;color:var(--quiet)}
.alone code{overflow-wrap:anywhere;user-select:all}
.notices{padding:1rem 1.4rem;border-left:6px solid var(--blocked-solid)}
.notices h2{font-size:1rem}
.notices ul{margin:.4rem 0 0;padding-left:1.2rem;overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.8rem 1.5rem;margin-bottom:0}
.facts dt,.meanings dt{font-size:.82rem;color:var(--quiet)}
.facts dd{margin:0;font-weight:550;overflow-wrap:anywhere}
.contents{padding:1.1rem 1.4rem;margin-top:1.75rem}
.contents h2{font-size:1.05rem}
.contents ol{list-style:none;margin:.6rem 0 0;padding:0}
.contents li{display:grid;grid-template-columns:minmax(9rem,15rem) 1fr 14rem;align-items:center;gap:1rem;padding:.3rem 0;font-size:.95rem}
.contents li>span{font-size:.88rem;text-align:right}
.chapter{margin-top:2.75rem;scroll-margin-top:1rem}
.intro{color:var(--quiet);max-width:48rem}
.requirements{margin-top:.9rem}
.requirement{padding:1rem 1.25rem;border-left:4px solid transparent;scroll-margin-top:1rem}
.requirement+.requirement{border-top:1px solid var(--edge)}
.requirement.failed{border-left-color:var(--failed-solid)}
.requirement.blocked{border-left-color:var(--blocked-solid)}
.requirement:target,.scenario:target{background:var(--info-ground)}
.requirement:first-child{border-top-left-radius:10px;border-top-right-radius:10px}
.requirement:last-child{border-bottom-left-radius:10px;border-bottom-right-radius:10px}
.sentence{display:flex;justify-content:space-between;align-items:flex-start;gap:1rem}
.sentence h3{font-weight:550;text-wrap:pretty}
.origin{margin:.15rem 0 0;font-size:.84rem;color:var(--quiet)}
.origin a{color:inherit;text-decoration:none}
.origin a:hover{text-decoration:underline}
.reason{margin:.4rem 0 0;padding-left:.8rem;border-left:3px solid var(--edge);color:var(--quiet);font-size:.95rem}
.scenarios{margin-top:.55rem}
.scenarios>summary,.diagram>summary,.sights>summary,.failure summary{color:var(--link);font-size:.9rem;width:fit-content}
.scenario{margin:.5rem 0 0;border:1px solid var(--edge);border-radius:8px;background:var(--panel)}
.scenario>summary{display:flex;justify-content:space-between;gap:1rem;align-items:baseline;padding:.5rem .9rem;list-style:none}
.scenario>summary::-webkit-details-marker{display:none}
.scenario>summary .title::before{content:"▸";display:inline-block;width:1.1em;color:var(--quiet)}
.scenario[open]>summary .title::before{content:"▾"}
.scenario>*:not(summary){margin-left:.9rem;margin-right:.9rem}
.scenario>.origin{margin-bottom:.7rem}
.steps{list-style:none;padding:0;margin:.2rem 0 .6rem;font-size:.95rem}
.steps li{padding:.14rem 0 .14rem 4.2rem;text-indent:-4.2rem}
.steps li>*{text-indent:0}
.keyword{display:inline-block;width:3.7rem;margin-right:.5rem;text-align:right;color:var(--quiet);font-size:.85rem}
.steps .broken{color:var(--failed-text);font-weight:600}
.steps .not-reached{color:var(--quiet)}
.scroll{overflow-x:auto}
.steps table{border-collapse:collapse;margin:.3rem 0;font-size:.86rem}
.steps td{border:1px solid var(--edge);padding:.15rem .55rem}
.failure{border-left:3px solid var(--failed-solid);padding-left:.8rem;margin-bottom:.6rem}
.shown{margin-top:.7rem}
.shown+.scenarios{margin-top:.2rem}
.example{margin:0;font-size:.9rem;color:var(--quiet)}
.example strong{font-weight:550;color:var(--text)}
.exhibit{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr));gap:.5rem 1.5rem;margin:.4rem 0;padding:.65rem .9rem;border-radius:8px;background:var(--sunken);font-size:.86rem}
.exhibit section{min-width:0}
.exhibit h4{margin:0 0 .2rem;font-size:.78rem;font-weight:600;color:var(--quiet)}
.exhibit dl{margin:0}
.exhibit dl>div{padding:.15rem 0}
.exhibit dt{font-weight:550;overflow-wrap:anywhere}
.exhibit dd{display:inline;margin:0;overflow-wrap:anywhere}
.exhibit dd+dd::before{content:"· ";color:var(--quiet)}
.exhibit i,.exhibit time,.exhibit .more{font-style:normal;font-weight:400;color:var(--quiet)}
.exhibit .bad dt{color:var(--blocked-text)}
.diagram{margin:.3rem 0 .6rem}
.sights{margin:.3rem 0 .6rem}
.gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(24rem,100%),1fr));gap:1rem;margin-top:.5rem}
.gallery figure{margin:0;cursor:zoom-in}
.gallery figure:focus{grid-column:1/-1;cursor:auto}
.gallery img{display:block;width:100%;max-width:52.5rem;height:auto;border:1px solid var(--edge);border-radius:6px}
.gallery figcaption{margin-top:.3rem;font-size:.86rem;color:var(--quiet)}
.canvas{overflow-x:auto;margin-top:.5rem;border:1px solid var(--edge);border-radius:6px}
.canvas svg{display:block;width:auto;max-width:100%;min-width:min(46rem,100%);height:auto;margin:0 auto}
.untested{padding:1rem 1.25rem;margin-top:.9rem}
.untested ul{margin:.4rem 0 0;padding:0;list-style:none}
.untested li{padding:.25rem 0;text-wrap:pretty}
.sign-off .panel{padding:1.2rem 1.4rem}
.decisions{list-style:none;margin:0 0 1rem;padding:0;display:flex;flex-wrap:wrap;gap:.4rem 2rem}
.decisions .box{display:inline-block;width:.95em;height:.95em;border:1.5px solid var(--quiet);border-radius:3px;vertical-align:-.12em;margin-right:.35em}
.line{border-bottom:1px solid var(--quiet);min-height:2.1rem;margin:0;color:var(--quiet);font-size:.84rem}
.signatures{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:1.5rem;margin-top:1.6rem}
.signatures dl{margin:0}
.signatures dt{font-size:.84rem;color:var(--quiet)}
.signatures dd{margin:0 0 .7rem;border-bottom:1px solid var(--quiet);min-height:1.7rem}
.meanings div{display:grid;grid-template-columns:9rem 1fr;gap:1rem;padding:.15rem 0}
.meanings dd{margin:0}
@media (max-width:40rem){
.canvas svg{max-width:none;min-width:44rem}
.page{padding:1.25rem 1rem 3rem}
h1{font-size:1.55rem}
.sentence{flex-direction:column-reverse;gap:.3rem}
.scenario>summary{flex-direction:column;gap:.25rem}
.contents li{grid-template-columns:1fr auto;gap:.15rem 1rem}
.contents li .bar{grid-row:2;grid-column:1/-1}
.requirement{padding:.9rem}
.steps li{padding-left:0;text-indent:0}
.keyword{width:auto;text-align:left;margin-right:.3rem}
.meanings div{grid-template-columns:1fr;gap:0}
.facts{grid-template-columns:1fr 1fr}
}
@media print{
.sentence,.exhibit,.sign-off,.untested li,.contents li,figure{break-inside:avoid}
h2,h3,.sentence,.requirement>.origin,.example{break-after:avoid}
.exhibit{border:1px solid var(--edge)}
.gallery{grid-template-columns:1fr 1fr}
.diagram:not([open]){display:none}
.requirement:not(.failed,.blocked) .scenarios:not([open]){display:none}
.failed>.scenarios::details-content,.blocked>.scenarios::details-content{content-visibility:visible;display:block;height:auto}
.panel{border-color:#bbb}
}
`;
