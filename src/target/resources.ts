/** What an instance has of the machine, part of the contract in `target.ts`. */
import type { UndoSpec } from '../undo/undo.ts'
import type { Acted, Victim } from './capabilities.ts'

/** An instance that gets less CPU or memory than it had. */
export interface Resources {
  /** As they are set now, also of one that is down: plain data. */
  limits(victim: Victim): Promise<ResourceLimits>
  /** As it is felt, by the kernel's own account. Throws `drill-invalid` when it is down. */
  felt(victim: Victim): Promise<ResourcesFelt>
  squeezeUndo(victim: Victim, was: ResourceLimits): UndoSpec
  squeeze(victim: Victim, to: ResourceLimits): Promise<Acted>
  /** Back to what was there. No error where it is so already, or where the instance is gone. */
  release(victim: Victim, to: ResourceLimits): Promise<void>
}

/** 0: no limit. A type, so that it is plain data to an intent. */
export type ResourceLimits = {
  /** Of cores. */
  cpus: number
  memoryBytes: number
}

export interface ResourcesFelt {
  /** Without what the kernel gives up when asked; null: nobody tells. */
  memoryBytes: number | null
  /** 0: none; null: nobody tells. */
  memoryLimitBytes: number | null
  /** How long it wanted CPU and did not get it for its limit, so far; null: nobody tells. */
  throttledMs: number | null
}
