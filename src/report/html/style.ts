/** The page's own style: light and dark by the reader's setting, readable from 320 pixels on. */
export const STYLE = `
:root { --paper: #fff; --ink: #24292f; --faint: #57606a; --line: #d8dee4; --pass: #1a7f37; --fail: #cf222e; --inconclusive: #9a6700; --band: #ddf0ff }
@media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #c9d1d9; --faint: #8b949e; --line: #30363d; --pass: #3fb950; --fail: #f85149; --inconclusive: #d29922; --band: #1c2b41 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 62rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.4rem; margin: 0.5rem 0 } h2 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem }
h1, p, li, dd, summary, pre { overflow-wrap: anywhere }
header { border-left: 6px solid var(--ink); padding-left: 1rem }
header.pass { border-color: var(--pass) } header.fail { border-color: var(--fail) } header.inconclusive { border-color: var(--inconclusive) }
.badge { text-transform: uppercase } header.pass .badge, tr.pass > td:first-child { color: var(--pass) }
header.fail .badge, tr.fail > td:first-child, .dirty { color: var(--fail) }
header.inconclusive .badge, tr.inconclusive > td:first-child { color: var(--inconclusive) }
.summary { font-size: 1.1rem } .axes, dt { color: var(--faint) }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 0.25rem 0.5rem; border-bottom: 1px solid var(--line); vertical-align: top }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
svg { width: 100%; height: 48px; display: block } svg text { font: 12px system-ui, sans-serif; fill: var(--ink) }
.band0 { fill: var(--band) } .band1 { fill: var(--line) } rect.fault, rect.outage { fill: var(--fail) } rect.healed { fill: var(--pass) }
rect.up { fill: var(--pass); opacity: 0.45 } rect.unready { fill: var(--inconclusive); opacity: 0.6 } rect.down { fill: var(--line) } rect.wrong { fill: var(--fail) } rect.release { fill: var(--inconclusive) }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem } .legend .fault { color: var(--fail) } .legend .healed { color: var(--pass) } .legend .release { color: var(--inconclusive) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem } dd { margin: 0 }
pre { background: var(--band); padding: 0.75rem; white-space: pre-wrap }
`
