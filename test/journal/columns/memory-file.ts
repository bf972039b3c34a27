import type { AppendFile } from '../../../src/host/host.ts'

/** An append-only file in memory. */
export class MemoryFile implements AppendFile {
  #parts: Uint8Array[] = []
  synced = false
  closed = false
  /** Set it and every further append fails with it. */
  failure: Error | null = null

  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts))
  }

  async append(content: string | Uint8Array): Promise<void> {
    if (this.failure) throw this.failure
    this.#parts.push(new Uint8Array(Buffer.from(content)))
  }

  async sync(): Promise<void> {
    this.synced = true
  }

  async close(): Promise<void> {
    this.closed = true
  }
}
