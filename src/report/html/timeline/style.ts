import { GUTTER, MARGIN } from '../chart/spec.ts'

/** Of the timeline. Its rows stand between what is behind all of them (phases) and what is before (marks, the pointer). */
export const TIMELINE_STYLE = `
.controls { display: flex; flex-wrap: wrap; gap: 0.35rem } .of-phases { display: flex; flex-wrap: wrap; gap: 0.35rem; align-items: center }
.shown { color: var(--faint); font-size: 0.9rem; margin: 0.4rem 0 } .readout { font-size: 0.9rem; min-height: 3em; font-variant-numeric: tabular-nums }
.stack { position: relative; border: 1px solid var(--line); border-radius: 6px; padding: 4px 0; overflow: hidden }
.stack, .legend { -webkit-print-color-adjust: exact; print-color-adjust: exact }
.on-clock { display: block } .shade, .marks { position: absolute; top: 0; left: ${GUTTER}px; width: calc(100% - ${GUTTER + MARGIN}px); height: 100% } .marks { pointer-events: none }
.phase0 { fill: var(--band) } .phase1 { fill: var(--soft) }
.row { position: relative; margin: 0 } .names { height: 1.4em }
.phase-name { position: absolute; padding-left: 4px; font-size: 0.85rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; color: var(--faint) }
.flag { position: absolute; transform: translateX(-50%); min-width: 20px; height: 20px; border-radius: 10px; padding: 0 4px; font: 600 12px/20px system-ui, sans-serif; text-align: center; text-decoration: none; color: #fff; background: #59636e; z-index: 2; margin-left: 0 }
.flag.in-legend { position: static; transform: none; display: inline-block; margin-right: 0.35rem }
.flag.kind-breach, .flag.kind-death { background: #b3152a } .flag.kind-fault { background: #8f3e00 } .flag.kind-heal { background: #1a7f37 } .flag.kind-release { background: #0550ae } .flag.kind-person { background: #6639ba }
.marks line { stroke: var(--faint); stroke-width: 1.5; vector-effect: non-scaling-stroke }
.marks .kind-breach, .marks .kind-death { stroke: var(--fail); stroke-width: 2 } .marks .kind-fault { stroke: var(--unsent) } .marks .kind-heal { stroke: var(--pass) } .marks .kind-release { stroke: var(--p95) } .marks .kind-change, .marks .kind-person { stroke-dasharray: 2 3 }
.chart figcaption { position: relative; padding: 2px 8px 0 ${GUTTER}px; font-size: 0.85rem } .plot { min-height: 84px }
.lane { padding-bottom: 2px } .lane-name { display: block; position: relative; padding-left: ${GUTTER}px; font-size: 0.8rem; line-height: 1.3 }
.lane-drawing { width: calc(100% - ${GUTTER + MARGIN}px); height: 16px; margin-left: ${GUTTER}px; background: var(--soft); outline: 1px solid var(--line) }
.lane-drawing rect { stroke-width: 1; vector-effect: non-scaling-stroke }
rect.up { fill: var(--up) } rect.unready { fill: var(--unready) } rect.down { fill: var(--down) } rect.wrong { fill: var(--wrong) } rect.outage { fill: var(--fail); stroke: var(--fail); stroke-width: 2 }
.tick { stroke: var(--faint); stroke-width: 2; vector-effect: non-scaling-stroke } .tick.bad { stroke: var(--fail) } .hit { stroke: transparent; stroke-width: 9; vector-effect: non-scaling-stroke; pointer-events: stroke } a:hover .tick { stroke-width: 4 }
.pointer { position: absolute; top: 0; bottom: 0; width: 0; border-left: 1px dashed var(--ink); pointer-events: none; z-index: 3 }
.key { display: inline-block; width: 0.9em; height: 0.9em; vertical-align: -0.1em; margin: 0 0.25rem 0 0.4rem; border-radius: 2px; background: var(--faint) }
${['good', 'answered', 'unanswered', 'unsent', 'p50', 'p95', 'p99', 'up', 'unready', 'down', 'wrong'].map((name) => `.key-${name} { background: var(--${name}) }`).join(' ')} .key-limit { height: 0; border-top: 2px dashed var(--fail); background: none; vertical-align: 0.25em }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 0.75rem; font-size: 0.85rem }
.no { font-variant-numeric: tabular-nums } .dot { display: inline-block; width: 0.6em; height: 0.6em; border-radius: 50%; background: var(--line); margin-right: 0.4em }
.kind-breach .dot, .kind-death .dot, .kind-outage .dot { background: var(--fail) } .kind-fault .dot { background: var(--unsent) } .kind-heal .dot { background: var(--pass) } .kind-release .dot { background: var(--p95) }
:root[data-print] .stack { width: 640px }
`
