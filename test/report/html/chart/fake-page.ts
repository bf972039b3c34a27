/** As much of a browser as the scripts of a page use, in memory. */
import type { PlotMaker } from '../../../../src/report/html/chart/client.ts'
import type { El, Ev, Win } from '../../../../src/report/html/chart/dom.ts'

export interface FakeElement extends El {
  readonly attributes: Record<string, string>
  readonly styles: Record<string, string>
  /** What is found in it, by selector. */
  readonly found: Record<string, FakeElement[]>
  /** Calls its listeners. */
  fire(type: string, event?: Partial<Ev>): { prevented: boolean }
  clientWidth: number
  parentElement: FakeElement | null
  scrolled: number
}

export function fakeElement(
  dataset: Record<string, string> = {},
  more: Partial<FakeElement> = {},
): FakeElement {
  const listeners = new Map<string, ((event: Ev) => void)[]>()
  const element: FakeElement = {
    clientWidth: 664,
    dataset,
    parentElement: null,
    attributes: {},
    styles: {},
    found: {},
    textContent: '',
    hidden: false,
    scrolled: 0,
    style: {
      setProperty(name, value) {
        element.styles[name] = value
      },
    },
    closest: () => null,
    querySelectorAll: (selector) => element.found[selector] ?? [],
    setAttribute(name, value) {
      element.attributes[name] = value
    },
    toggleAttribute(name, on) {
      if (on) element.attributes[name] = ''
      else delete element.attributes[name]
    },
    addEventListener(type, listener) {
      listeners.set(type, [...(listeners.get(type) ?? []), listener])
    },
    getBoundingClientRect: () => ({ left: 0, width: element.clientWidth }),
    scrollIntoView() {
      element.scrolled += 1
    },
    fire(type, event = {}) {
      let prevented = false
      const preventDefault = (): void => {
        prevented = true
      }
      for (const listener of listeners.get(type) ?? [])
        listener({ type, target: null, ...event, preventDefault })
      return { prevented }
    },
    ...more,
  }
  return element
}

export interface FakePage {
  page: Win
  colors: Record<string, string>
  byId: Record<string, FakeElement>
  /** What the whole document finds, and hears. */
  document: FakeElement
  window: FakeElement
  /** The theme changes. */
  theme: FakeElement
}

export function fakePage(byId: Record<string, FakeElement> = {}, hash = ''): FakePage {
  const colors: Record<string, string> = {}
  const [document, window, theme, root] = [fakeElement(), fakeElement(), fakeElement(), fakeElement()]
  const page: Win = {
    document: {
      documentElement: root,
      getElementById: (id) => byId[id] ?? null,
      querySelectorAll: document.querySelectorAll,
      addEventListener: document.addEventListener,
    },
    getComputedStyle: () => ({ getPropertyValue: (name) => colors[name.replace('--', '')] ?? '' }),
    matchMedia: () => theme,
    addEventListener: window.addEventListener,
    location: { hash },
  }
  return { page, colors, byId, document, window, theme }
}

export interface MadePlot {
  data: unknown[][]
  /** What was shown, one after the other. */
  shown: { min: number; max: number }[]
  drawn: number
  sizes: { width: number; height: number }[]
}

/** Keeps what the charts that it makes were told. */
export function fakeMaker(): { maker: PlotMaker; plots: MadePlot[] } {
  const plots: MadePlot[] = []
  class Plot {
    static paths = { stepped: () => () => null }
    readonly #made: MadePlot
    constructor(_options: unknown, data: unknown[][]) {
      this.#made = { data, shown: [], drawn: 0, sizes: [] }
      plots.push(this.#made)
    }
    setData(data: unknown[][]): void {
      this.#made.data = data
    }
    setScale(_key: string, limits: { min: number; max: number }): void {
      this.#made.shown.push(limits)
    }
    setSize(size: { width: number; height: number }): void {
      this.#made.sizes.push(size)
    }
    redraw(): void {
      this.#made.drawn += 1
    }
  }
  return { maker: Plot as unknown as PlotMaker, plots }
}
