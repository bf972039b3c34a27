/** A k6 program that can be run. */
export interface K6 {
  path: string
  /** `2.2.0`. */
  version: string
  from: 'K6_PATH' | 'PATH' | 'cache' | 'built'
}

/** What is built where no k6 is found; `build/go.mod` requires just this one. */
export const K6_VERSION = '2.2.0'
export const ACCEPTED_VERSIONS = '2.0.0 or newer, below 3'

/** The version in what `k6 version` prints; null when it says none. */
export function versionIn(printed: string): string | null {
  return /\bk6(?:\.exe)?\s+v?(\d+\.\d+\.\d+\S*)/.exec(printed)?.[1] ?? null
}

export function isAccepted(version: string): boolean {
  return /^2\.\d+\.\d+/.test(version)
}
