/** What the figures were taken on, without anything that names the machine. */
import { cpus, release, totalmem, type } from 'node:os'

export interface Machine {
  cores: number
  cpu: string
  memoryGib: number
  kernel: string
  node: string
}

export function describeMachine(): Machine {
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() || 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    kernel: `${type()} ${release().split('-')[0]}`,
    node: process.versions.node,
  }
}
