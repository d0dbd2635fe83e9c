/** The style of the charts; the names of the colours are the page's. */
export const CHART_STYLE = `.chart{margin:2rem 0}
.chart figcaption h3{margin:0 0 .25rem}
.chart figcaption p{margin:0 0 .5rem;color:var(--muted);font-size:.92rem}
.chart svg{display:block;font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
.chart .scroll svg{width:100%;min-width:46rem;height:auto}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;padding:0;margin:.4rem 0;font-size:.85rem;color:var(--muted)}
.legend li{display:flex;align-items:center;gap:.4rem;max-width:none}
.legend svg{flex:none}
.grid{stroke:var(--soft);stroke-width:1}
.fold{stroke:var(--muted);stroke-width:1;stroke-dasharray:2 3}
.base{stroke:var(--muted);stroke-width:1}
.lane{stroke:var(--line);stroke-width:1}
.tick,.number{fill:var(--muted);font-size:11px}
.label{fill:var(--ink)}
.label,.panel{paint-order:stroke;stroke:var(--page);stroke-width:3px;stroke-linejoin:round}
.panel{fill:var(--ink);font-weight:600}
.mine{font-weight:700;fill:var(--ink)}
.area{fill:var(--red-soft);stroke:none}
.curve{fill:none;stroke:var(--red);stroke-width:2}
.ghost{fill:none;stroke:var(--blue);stroke-width:2;stroke-dasharray:6 4}
.unknown{stroke:var(--red);stroke-width:2;stroke-dasharray:3 3}
.known{stroke:var(--blue);stroke-width:3}
.held{fill:var(--green);stroke:none}
.exposed{stroke:var(--red);stroke-width:3}
.span{stroke:var(--blue);stroke-width:1}
.busy{fill:var(--blue)}
.waiting{fill:var(--blue-soft);stroke-dasharray:3 2}
.idle{fill:none;stroke:var(--line)}
.worth{fill:var(--soft);stroke:var(--line)}
.highlight{fill:var(--mine)}
.mark{stroke:var(--page);stroke-width:1}
.hollow{fill:var(--page);stroke-width:2}
.c-blue{fill:var(--blue)}.c-red{fill:var(--red)}.c-green{fill:var(--green)}.c-amber{fill:var(--amber)}.c-purple{fill:var(--purple)}.c-grey{fill:var(--grey)}
.hollow.c-blue{fill:var(--page);stroke:var(--blue)}.hollow.c-purple{fill:var(--page);stroke:var(--purple)}.hollow.c-grey{fill:var(--page);stroke:var(--grey)}
.ring-track{fill:none;stroke:var(--soft);stroke-width:11}
.ring-value{fill:none;stroke:var(--blue);stroke-width:11}
.ring-number{fill:var(--ink);font-size:30px;font-weight:700}
.ring-of{fill:var(--muted);font-size:12px}
.bar-track{fill:var(--soft)}
.bar-value{fill:var(--blue)}
@media (forced-colors:active){.chart svg,.verdict svg,.pillars svg{forced-color-adjust:none}}
`;
