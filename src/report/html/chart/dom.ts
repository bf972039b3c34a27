/**
 * What of a browser the scripts of a page use. Written out here: with the whole of the browser's types, names such as
 * `name` or `status` would be known everywhere in the sources, and no slip of the pen would be found.
 */
export interface Win {
  readonly document: Doc
  getComputedStyle(element: El): { getPropertyValue(name: string): string }
  matchMedia(query: string): { addEventListener(type: 'change', listener: () => void): void }
  addEventListener(type: string, listener: (event: Ev) => void): void
  readonly location: { readonly hash: string }
}

export interface Doc {
  readonly documentElement: El
  getElementById(id: string): El | null
  querySelectorAll(selector: string): Iterable<El>
  addEventListener(type: string, listener: (event: Ev) => void): void
}

export interface El {
  readonly clientWidth: number
  readonly dataset: Record<string, string | undefined>
  readonly parentElement: El | null
  readonly style: { setProperty(name: string, value: string): void }
  textContent: string | null
  hidden: boolean
  /** Of `<details>`. */
  open?: boolean
  closest(selector: string): El | null
  querySelectorAll(selector: string): Iterable<El>
  setAttribute(name: string, value: string): void
  toggleAttribute(name: string, on: boolean): void
  addEventListener(type: string, listener: (event: Ev) => void, options?: { passive: boolean }): void
  getBoundingClientRect(): { readonly left: number; readonly width: number }
  scrollIntoView(options: { block: 'nearest' | 'center' }): void
}

export interface Ev {
  readonly type: string
  readonly target: El | null
  readonly key?: string
  readonly clientX?: number
  readonly deltaY?: number
  readonly ctrlKey?: boolean
  readonly metaKey?: boolean
  readonly altKey?: boolean
  preventDefault(): void
}
