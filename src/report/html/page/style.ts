/** How every page looks: light and dark by the reader's setting, on paper, and from 320 pixels on. */
const LIGHT = `--paper: #fff; --ink: #1f2328; --faint: #59636e; --line: #d1d9e0; --soft: #f6f8fa; --link: #0550ae;
  --pass: #1a7f37; --fail: #c21c2c; --open: #8a5a00; --band: #e9f0f9;
  --good: #8db3dc; --answered: #c21c2c; --unanswered: #7b2d8b; --unsent: #b08000;
  --p50: #6e7781; --p95: #0550ae; --p99: #8250df;
  --up: #a9d8b8; --unready: #e3b341; --down: #8c959f; --wrong: #c21c2c`
const DARK = `--paper: #0d1117; --ink: #d1d7e0; --faint: #9198a1; --line: #3d444d; --soft: #151b23; --link: #79b8ff;
  --pass: #4ac26b; --fail: #ff7b72; --open: #e0ac3a; --band: #172233;
  --good: #3a6ea5; --answered: #ff7b72; --unanswered: #d2a8ff; --unsent: #e0ac3a;
  --p50: #9198a1; --p95: #79b8ff; --p99: #d2a8ff;
  --up: #2f6f46; --unready: #a87b16; --down: #59636e; --wrong: #ff7b72`

export const PAGE_STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
:root[data-print] { color-scheme: light; ${LIGHT} }
* { box-sizing: border-box }
[hidden] { display: none !important }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main, header, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.25rem 0 }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem }
h3 { font-size: 1rem; margin: 0; display: inline }
h1, h2, h3, p, li, dd, dt, td, th, summary, pre, figcaption { overflow-wrap: anywhere }
a { color: var(--link) }
a:focus-visible, button:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
p { margin: 0.5rem 0 } ul { margin: 0.25rem 0; padding-left: 1.25rem }
small, .faint, dt, footer { color: var(--faint) }
.skip { position: absolute; left: -99rem } .skip:focus { left: 0.5rem; top: 0.5rem; background: var(--paper); padding: 0.5rem; z-index: 9 }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.top { border-top: 8px solid var(--ink); padding-top: 0.75rem }
.top.pass { border-color: var(--pass) } .top.fail { border-color: var(--fail) } .top.inconclusive { border-color: var(--open) }
.badge { text-transform: uppercase } .pass .badge, td.mark.pass { color: var(--pass) } .fail .badge, td.mark.fail { color: var(--fail) } .inconclusive .badge, td.mark.inconclusive { color: var(--open) }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem }
.answer { font-size: 1.1rem; font-weight: 600 }
.answer.good { color: var(--pass) } .answer.bad { color: var(--fail) } .answer.open { color: var(--open) }
.note { border-left: 4px solid var(--line); padding-left: 0.75rem } .note.fail { border-color: var(--fail) } .note.inconclusive { border-color: var(--open) }
.wide { overflow-x: auto; max-width: 100% } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 0.25rem 0.5rem; border-bottom: 1px solid var(--line); vertical-align: top }
thead th { overflow-wrap: normal; color: var(--faint); font-weight: 600 } tr.group th { background: var(--soft); padding-top: 0.5rem }
th.n, td.n { text-align: right } td.n { font-variant-numeric: tabular-nums; white-space: nowrap } tr:target { background: var(--band) }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: 0.15rem 1rem; margin: 0.5rem 0 } dd { margin: 0 }
pre { background: var(--soft); border: 1px solid var(--line); padding: 0.6rem 0.75rem; white-space: pre-wrap; margin: 0.5rem 0 }
code { font: 0.9em ui-monospace, monospace }
details.fold { border-top: 1px solid var(--line); padding: 0.5rem 0 } details.fold > summary { cursor: pointer } .folded { padding: 0.5rem 0 0.75rem }
button { font: inherit; color: var(--ink); background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: 0.15rem 0.6rem; min-height: 2rem; cursor: pointer }
.bars { list-style: none; padding: 0; margin: 0.5rem 0 } .parts { display: block; width: 100%; height: 1.25rem }
.part0 { fill: var(--p50) } .part1 { fill: var(--p95) } .part2 { fill: var(--p99) } .part3 { fill: var(--up) }
footer { padding: 1.5rem 1rem; font-size: 0.9rem }
@media (max-width: 30rem) { body { font-size: 15px } th, td { padding: 0.2rem 0.3rem } dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: 0.4rem } }
@media print {
  :root { color-scheme: light; ${LIGHT} }
  body { font-size: 10pt } main, header, footer { max-width: none; padding: 0 }
  nav, .skip, .controls, .shown, .readout { display: none !important }
  h2, summary { break-after: avoid } tr, figure, .stack { break-inside: avoid } .wide { overflow: visible } a { color: inherit }
}
`
