import { CHART_STYLE } from './chart-style.ts';

const LIGHT = `--page:#fff;--panel:#f4f6f9;--ink:#1a2130;--muted:#515c6f;--line:#cfd6e0;--soft:#e6eaf0;
--blue:#0b5cad;--red:#b02f18;--green:#00694a;--amber:#855400;--purple:#7a3e9d;--grey:#515c6f;
--red-soft:#f6d9d2;--blue-soft:#dbe9f8;--green-soft:#cfe9df;--mine:#fdf1d6`;
const DARK = `--page:#11151c;--panel:#1a212b;--ink:#e7ebf1;--muted:#a8b3c4;--line:#3a4454;--soft:#262f3b;
--blue:#74b6ff;--red:#ff9277;--green:#54d3a5;--amber:#f1bb50;--purple:#d6a8f2;--grey:#a8b3c4;
--red-soft:#4a2620;--blue-soft:#1d3450;--green-soft:#17392e;--mine:#3a3017`;

/** The style of the report: system fonts, both colour schemes, paper. Its hash stands in the page's security policy. */
export const PAGE_STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;overflow-wrap:break-word}
main,.top,.bottom{max-width:64rem;margin:0 auto;padding:0 1.25rem}
.top{padding-top:2rem}
.bottom{padding-bottom:3rem;margin-top:2.5rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--muted);font-size:.85rem}
h1,h2,h3{line-height:1.2;text-wrap:balance}
h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.4rem);margin:.25rem 0 .5rem}
h2{font-size:1.4rem;margin:2.75rem 0 .75rem;padding-top:.75rem;border-top:3px solid var(--ink)}
h3{font-size:1.05rem;margin:1.5rem 0 .4rem}
p,ul,ol{margin:.5rem 0}
p,li{max-width:46rem}
a{color:var(--blue)}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.kicker{margin:0;color:var(--muted);font-size:.85rem;letter-spacing:.06em;text-transform:uppercase}
.tlp{display:inline-block;background:#000;color:#ffc000;font-weight:700;padding:.05rem .5rem;border-radius:.2rem;letter-spacing:.03em}
.verdict{display:grid;grid-template-columns:auto 1fr;gap:1.75rem;align-items:center;margin:1.25rem 0;padding:1.5rem;background:var(--panel);border:1px solid var(--line);border-radius:.75rem}
.verdict svg{width:9.5rem;height:9.5rem;display:block}
.verdict h2{border:0;padding:0;margin:0 0 .4rem;font-size:1.5rem}
.verdict p{margin:.35rem 0}
.tiles{display:grid;grid-template-columns:repeat(6,1fr);gap:.75rem;list-style:none;padding:0;margin:1rem 0}
.tiles li{padding:.8rem 1rem;border:1px solid var(--line);border-radius:.6rem}
.tiles strong{display:block;font-size:1.35rem;line-height:1.2}
.tiles span{display:block;margin-top:.25rem;color:var(--muted);font-size:.85rem;line-height:1.3}
.pillars{width:100%;max-width:46rem;border:0}
.pillars th,.pillars td{border:0;padding:.2rem .6rem .2rem 0;vertical-align:middle}
.pillars td svg{display:block;width:100%;min-width:8rem;height:1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none;padding:0;font-size:.95rem}
nav li{max-width:none}
.scroll{overflow-x:auto;margin:.75rem 0;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem;border-bottom:1px solid var(--line);min-width:4.5rem}
thead th{border-bottom:2px solid var(--ink);white-space:nowrap}
tbody th{font-weight:600}
td ul.lines{list-style:none;padding:0;margin:0;min-width:16rem}
td ul.lines li{padding-left:1.3em;text-indent:-1.3em}
.timeline td,.timeline th{padding-top:.2rem;padding-bottom:.2rem}.timeline th,.timeline td:nth-child(2){white-space:nowrap}.timeline th{font-weight:400}
.elsewhere{font-size:.9rem}
tbody tr:nth-child(even){background:var(--panel)}
.pillars tbody tr:nth-child(even){background:none}
.letters{list-style:none;padding:.7rem 1rem;background:var(--panel);border:1px solid var(--line);border-radius:.5rem;overflow-wrap:anywhere}
.letters li{max-width:none}
.open{display:inline-block;min-width:4.5rem;min-height:1.5em;padding:0 .35rem;border-bottom:2px dotted var(--amber);color:var(--ink)}
.open:empty::before{content:"OPEN";color:var(--amber);font-weight:700;font-size:.8em;letter-spacing:.05em}
.rating{display:inline-block;min-width:1.7em;text-align:center;font-weight:700;border:2px solid;border-radius:.3rem;margin-right:.5rem}
.rating-P{color:var(--green)}.rating-S{color:var(--blue)}.rating-M{color:var(--amber)}.rating-U{color:var(--red)}
details{margin:.25rem 0 0}
summary{cursor:pointer;color:var(--blue);width:fit-content}
@media (max-width:56rem){.tiles{grid-template-columns:repeat(3,1fr)}}
@media (max-width:40rem){.tiles{grid-template-columns:repeat(2,1fr)}.verdict{grid-template-columns:1fr;justify-items:start}main,.top,.bottom{padding-left:1rem;padding-right:1rem}}
${CHART_STYLE}
@media print{
:root{color-scheme:light;${LIGHT}}
@page{size:A4;margin:16mm 14mm}
body{font-size:10pt;line-height:1.4}
main,.top,.bottom{max-width:none;padding:0}
nav,details,.elsewhere{display:none}
h2{margin-top:1.5rem;break-after:avoid}h3,figcaption{break-after:avoid}
figure,.verdict,.tiles li,tr,.letters{break-inside:avoid}
.scroll{overflow:visible}
.chart svg{min-width:0}
table{font-size:8.5pt}th,td{padding:.25rem .4rem;min-width:0}thead th{white-space:normal}
#annex-a{break-before:page}
a{color:inherit;text-decoration:none}
.tlp,.verdict,.area,.span,.held,.worth,.mark,tbody tr:nth-child(even){print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
