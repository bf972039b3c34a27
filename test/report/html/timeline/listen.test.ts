import { beforeEach, describe, expect, test } from 'vitest'
import { plotOptions } from '../../../../src/report/html/chart/client.ts'
import type { Ev } from '../../../../src/report/html/chart/dom.ts'
import { pointAt, showPart } from '../../../../src/report/html/timeline/client.ts'
import {
  goTo,
  listen,
  moveBy,
  moveOf,
  onTheme,
  openTarget,
  widen,
  zoom,
} from '../../../../src/report/html/timeline/listen.ts'
import { type FakeElement, fakeElement } from '../chart/fake-page.ts'
import { type Started, started } from './started.ts'

const moves = { showPart, pointAt }
let it: Started

beforeEach(() => {
  it = started(plotOptions)
})

const view = () => [it.stage.view.from, it.stage.view.to]
const shown = () => it.byId['timeline-shown']?.textContent

describe('keys', () => {
  const key = (name: string, more: Partial<Ev> = {}) => it.root.fire('keydown', { key: name, ...more })

  test.each([
    ['ArrowRight', [6, 26]],
    ['ArrowLeft', [0, 20]],
    ['+', [6, 16]],
    ['=', [6, 16]],
    ['-', [0, 40]],
    ['0', [0, 100]],
  ])('%s moves it', (name, to) => {
    listen(it.stage, moves)
    expect(key(name).prevented).toBe(true)
    expect(view()).toEqual(to)
  })

  test('b comes back to where it was opened', () => {
    listen(it.stage, moves)
    key('0')
    key('B')
    expect(view()).toEqual([1, 21])
  })

  test('n and p go from event to event, and tell each', () => {
    listen(it.stage, moves)
    key('n')
    expect(view()).toEqual([20, 40])
    expect(shown()).toMatch(/^30\.00 s: 3: web-1 was started\./)
    key('p')
    expect(shown()).toMatch(/^11\.00 s: 2: web-1 was killed\./)
    key('p')
    key('p')
    expect(shown()).toMatch(/^10\.00 s: 1: phase lost began\./)
  })

  test('those of the browser, and all others, are left alone', () => {
    listen(it.stage, moves)
    expect(key('0', { ctrlKey: true }).prevented).toBe(false)
    expect(key('Tab').prevented).toBe(false)
    expect(
      moveOf({ type: 'keydown', target: null, key: 'n', altKey: true, preventDefault: () => undefined }),
    ).toBeNull()
    expect(view()).toEqual([1, 21])
  })
})

describe('the pointer', () => {
  test('points at the moment under it', () => {
    listen(it.stage, moves)
    it.root.fire('mousemove', { clientX: 354 })
    expect(it.stage.at).toBe(11)
    it.root.fire('mouseleave')
    expect(it.stage.at).toBeNull()
  })

  test('with a key the wheel zooms about the moment under it; without, the page scrolls', () => {
    listen(it.stage, moves)
    expect(it.root.fire('wheel', { deltaY: -1, clientX: 354 }).prevented).toBe(false)
    expect(it.root.fire('wheel', { deltaY: -1, clientX: 354, ctrlKey: true }).prevented).toBe(true)
    expect(view()).toEqual([3, 19])
  })

  test('twice clicked, it shows the whole', () => {
    listen(it.stage, moves)
    it.root.fire('dblclick')
    expect(view()).toEqual([0, 100])
  })
})

describe('buttons and links', () => {
  const within = (closest: FakeElement) => fakeElement({}, { closest: () => closest })

  test('buttons are shown once they do something', () => {
    const controls = fakeElement({}, { hidden: true })
    it.document.found['#timeline .controls'] = [controls]
    listen(it.stage, moves)
    expect(controls.hidden).toBe(false)
    controls.fire('click', { target: within(fakeElement({ view: 'part', from: '10', to: '40' })) })
    expect(view()).toEqual([10, 40])
    controls.fire('click', { target: fakeElement() })
    expect(view()).toEqual([10, 40])
  })

  test('a link to a moment puts it into the middle, and the timeline into sight', () => {
    listen(it.stage, moves)
    const { prevented } = it.document.fire('click', { target: within(fakeElement({ at: '30' })) })
    expect(prevented).toBe(true)
    expect(view()).toEqual([20, 40])
    expect([it.stage.at, it.root.scrolled]).toEqual([30, 1])
    expect(it.document.fire('click', { target: fakeElement() }).prevented).toBe(false)
  })

  test('what an address names is unfolded, whatever it is within', () => {
    const details = fakeElement({}, { open: false })
    const row = fakeElement({}, { parentElement: fakeElement({}, { parentElement: details }) })
    it.byId.m3 = row
    openTarget(it.page.document, '#m3')
    expect([details.open, row.scrolled]).toEqual([true, 1])
    openTarget(it.page.document, '#nothing')
    openTarget(it.page.document, '')
  })
})

describe('moves', () => {
  test('one that is not known does nothing', () => {
    moveBy(it.stage, moves, 'elsewhere', null)
    expect(view()).toEqual([1, 21])
  })

  test('a zoom keeps its moment where it is', () => {
    zoom(it.stage, moves, 0.5, 6)
    expect(view()).toEqual([3.5, 13.5])
  })

  test('a moment without a word is gone to all the same', () => {
    goTo(it.stage, moves, 50)
    expect(view()).toEqual([40, 60])
    expect(shown()).toMatch(/^Shown: 40\.00/)
  })

  test('another width is another width of every chart', () => {
    widen(it.stage, moves, 320)
    expect(it.plots.map(({ sizes }) => sizes.at(-1)?.width)).toEqual([320, 320, 320])
    it.root.clientWidth = 500
    listen(it.stage, moves)
    it.window.fire('resize')
    expect(it.plots[0]?.sizes).toHaveLength(1)
    it.root.clientWidth = 400
    it.window.fire('resize')
    expect(it.plots[0]?.sizes.at(-1)?.width).toBe(400)
  })

  test('light, dark and paper are drawn anew; on paper all is unfolded, and folded again after', () => {
    const details = fakeElement({}, { open: false })
    it.document.found['details:not([open])'] = [details]
    onTheme(it.stage, moves)
    it.theme.fire('change')
    expect(it.plots.map(({ drawn }) => drawn)).toEqual([1, 1, 1])
    it.window.fire('beforeprint')
    expect(details.open).toBe(true)
    it.window.fire('afterprint')
    expect(details.open).toBe(false)
    expect(it.plots[0]?.drawn).toBe(3)
  })
})
