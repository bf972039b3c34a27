import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { monoMs, nodeClock } from '../../src/host/clock.ts'
import { clockConformance } from './conformance/clock.ts'

describe('the clock of this machine', () => {
  clockConformance(nodeClock)

  it('is the same in another process', () => {
    const before = monoMs()
    const other = spawnSync(process.execPath, ['-p', 'Number(process.hrtime.bigint()) / 1e6'], {
      encoding: 'utf8',
    })
    expect(Number(other.stdout)).toBeGreaterThan(before)
    expect(Number(other.stdout)).toBeLessThan(monoMs())
  })

  it('tells the wall time between the whole milliseconds that the system tells', () => {
    const clock = nodeClock()
    for (let round = 0; round < 200; round++) {
      const before = Date.now()
      const wall = clock.wallMs()
      const after = Date.now()
      expect(wall).toBeGreaterThan(before - 0.2)
      expect(wall).toBeLessThan(after + 1.2)
    }
  })
})
