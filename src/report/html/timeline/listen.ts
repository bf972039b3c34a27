/** Runs in the page: what a reader can do with the timeline, by pointer, by keys, by links. */
import type { El, Ev } from '../chart/dom.ts'
import type { pointAt, Stage, showPart } from './client.ts'

/** What it moves the timeline by. */
export interface Moves {
  showPart: typeof showPart
  pointAt: typeof pointAt
}

export function listen(stage: Stage, moves: Moves): void {
  const { page, root, gutter, margin } = stage
  const { document } = page
  for (const controls of document.querySelectorAll('#timeline .controls')) {
    controls.hidden = false
    controls.addEventListener('click', ({ target }) => {
      const button = target?.closest('button')
      if (button) moveBy(stage, moves, button.dataset.view ?? '', button)
    })
  }
  root.addEventListener('keydown', (event) => {
    const move = moveOf(event)
    if (move === null) return
    event.preventDefault()
    moveBy(stage, moves, move, null)
  })
  const timeOf = (event: Ev): number => {
    const { left, width } = root.getBoundingClientRect()
    const share = ((event.clientX ?? 0) - left - gutter) / (width - gutter - margin)
    return stage.view.from + share * (stage.view.to - stage.view.from)
  }
  root.addEventListener('mousemove', (event) => moves.pointAt(stage, timeOf(event)))
  root.addEventListener('mouseleave', () => moves.pointAt(stage, null))
  root.addEventListener('dblclick', () => moveBy(stage, moves, 'all', null))
  root.addEventListener(
    'wheel',
    (event) => {
      // Without a key it scrolls the page, as everywhere.
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      zoom(stage, moves, (event.deltaY ?? 0) > 0 ? 1.25 : 0.8, timeOf(event))
    },
    { passive: false },
  )
  document.addEventListener('click', (event) => {
    const link = event.target?.closest('a[data-at]')
    if (!link) return
    event.preventDefault()
    goTo(stage, moves, Number(link.dataset.at))
    root.scrollIntoView({ block: 'nearest' })
  })
  openTarget(page.document, page.location.hash)
  page.addEventListener('hashchange', () => openTarget(page.document, page.location.hash))
  let width = root.clientWidth
  page.addEventListener('resize', () => {
    if (root.clientWidth === width) return
    width = root.clientWidth
    widen(stage, moves, width)
  })
  onTheme(stage, moves)
}

/** What is linked to may be folded away. */
export function openTarget(document: { getElementById(id: string): El | null }, hash: string): void {
  let element = hash.length > 1 ? document.getElementById(hash.slice(1)) : null
  const target = element
  for (; element; element = element.parentElement) if (element.open === false) element.open = true
  target?.scrollIntoView({ block: 'center' })
}

/** Null: the key is none of the timeline's. */
export function moveOf({ key, ctrlKey, metaKey, altKey }: Ev): string | null {
  if (ctrlKey || metaKey || altKey) return null
  const moves: Record<string, string> = {
    ArrowLeft: 'earlier',
    ArrowRight: 'later',
    '+': 'in',
    '=': 'in',
    '-': 'out',
    '0': 'all',
    b: 'focus',
    n: 'next',
    p: 'previous',
  }
  return moves[key?.length === 1 ? key.toLowerCase() : (key ?? '')] ?? null
}

export function moveBy(stage: Stage, moves: Moves, how: string, button: El | null): void {
  const { data, view } = stage
  const span = view.to - view.from
  const middle = (view.from + view.to) / 2
  if (how === 'focus') moves.showPart(stage, data.open.from, data.open.to)
  if (how === 'all') moves.showPart(stage, data.from, data.to)
  if (how === 'in') zoom(stage, moves, 0.5, stage.at ?? middle)
  if (how === 'out') zoom(stage, moves, 2, stage.at ?? middle)
  if (how === 'earlier') moves.showPart(stage, view.from - span / 4, view.to - span / 4)
  if (how === 'later') moves.showPart(stage, view.from + span / 4, view.to + span / 4)
  if (how === 'part') moves.showPart(stage, Number(button?.dataset.from), Number(button?.dataset.to))
  if (how !== 'next' && how !== 'previous') return
  const here = stage.at ?? middle
  const moment =
    how === 'next'
      ? data.moments.find(({ at }) => at > here + 0.0005)
      : data.moments.findLast(({ at }) => at < here - 0.0005)
  if (moment) goTo(stage, moves, moment.at)
}

/** About a moment, which stays where it is. */
export function zoom(stage: Stage, moves: Moves, by: number, at: number): void {
  const { from, to } = stage.view
  moves.showPart(stage, at - (at - from) * by, at + (to - at) * by)
}

/** Into the middle, no wider than 20 s, with what happened there told. */
export function goTo(stage: Stage, { showPart: show, pointAt: point }: Moves, at: number): void {
  const half = Math.min(10, (stage.view.to - stage.view.from) / 2)
  show(stage, at - half, at + half)
  point(stage, at)
  const shown = stage.page.document.getElementById('timeline-shown')
  const here = stage.data.moments.filter((moment) => Math.abs(moment.at - at) < 0.0005)
  const words = here.map((moment) => `${moment.no}: ${moment.words}`).join('; ')
  if (shown && words !== '') shown.textContent = `${at.toFixed(2)} s: ${words}. ${shown.textContent ?? ''}`
}

export function widen(stage: Stage, moves: Moves, width: number): void {
  for (const { plot, chart } of stage.plots) plot.setSize({ width, height: chart.spec.height })
  moves.showPart(stage, stage.view.from, stage.view.to)
}

/** Colours are read when a chart is drawn. For print everything is light and unfolded, and as wide as paper is. */
export function onTheme(stage: Stage, moves: Moves): void {
  const { page, root } = stage
  const draw = (): void => {
    for (const { plot } of stage.plots) plot.redraw()
  }
  page.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw)
  let folded: El[] = []
  page.addEventListener('beforeprint', () => {
    folded = [...page.document.querySelectorAll('details:not([open])')]
    for (const details of folded) details.open = true
    page.document.documentElement.toggleAttribute('data-print', true)
    widen(stage, moves, root.clientWidth)
    draw()
  })
  page.addEventListener('afterprint', () => {
    for (const details of folded) details.open = false
    page.document.documentElement.toggleAttribute('data-print', false)
    widen(stage, moves, root.clientWidth)
    draw()
  })
}
