/** Where an instance writes, part of the contract in `target.ts`. */
import type { UndoSpec } from '../undo/undo.ts'
import type { Acted, Victim } from './capabilities.ts'

/** A bounded file system of an instance that is full. Never one whose space others share. */
export interface Storage {
  /**
   * Reads only. Throws `drill-invalid` where the path lies in no file system that is bounded and the instance's own,
   * and `tool-missing` where nothing in the instance can tell.
   */
  space(victim: Victim, path: string): Promise<Space>
  fillUndo(victim: Victim, path: string): UndoSpec
  /** Writes a file of this size there; as much as fits, where it is more. */
  fill(victim: Victim, path: string, bytes: number): Promise<Acted>
  /** Tries to write so much there, and takes it away again. Other than for want of space it throws. */
  hasRoom(victim: Victim, path: string, bytes: number): Promise<{ room: boolean; said: string }>
  /** Takes away what `fill` wrote. No error where it is gone, or the instance is down. */
  empty(victim: Victim, path: string): Promise<void>
}

export interface Space {
  /** Where the file system is mounted. */
  mount: string
  sizeBytes: number
  freeBytes: number
  /** What the instance may still take of its memory, of which the file system is made; null: no limit. */
  memoryLeftBytes: number | null
}
