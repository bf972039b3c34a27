/** What an indicator of the user's own is given: one window, as plain data. It must be a pure function of it. */
import type { JsonObject } from './model.ts'

export interface WindowData {
  /** `lost`, `lost[web-1]`, `run`. */
  name: string
  /** Run ms. */
  startMs: number
  endMs: number
  /** Instants of the faults within, run ms. */
  faultsMs: readonly number[]
  requests: readonly WindowRequest[]
  probes: readonly { dueMs: number; endMs: number; ok: boolean; status: number }[]
}

export interface WindowRequest {
  startMs: number
  durationMs: number
  ok: boolean
  /** 0: no answer. */
  status: number
  method: string
  operation: string
  scenario: string
  group: string
}

/** Registered by name in the configuration; a drill asks for a version, so that a stored run is judged by the same one. */
export interface CustomIndicator {
  version: number
  /** Null: there is no value in this window. */
  measure(window: WindowData, args: JsonObject): number | null
}
