/** What was killed is started again with just the arguments and the environment that it had. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { endAllOf, pidsOf, readProc } from '../../../bench/accuracy/left.ts'
import { startScript } from '../../../bench/accuracy/start-script.ts'

const id = `start-script-${process.pid}`

test.skipIf(process.platform !== 'linux')(
  'the second is like the first, and both are ended by their mark',
  async () => {
    const work = mkdtempSync(join(tmpdir(), 'accuracy-'))
    try {
      const odd = `it's "odd"; $HOME\nand long`
      const first = spawn('sleep', ['61'], {
        env: { ODD: odd, MARK: id, PATH: process.env.PATH },
        stdio: 'ignore',
      })
      await new Promise((resolve) => first.once('spawn', resolve))
      const pid = first.pid ?? 0
      await vi.waitFor(() => expect(readProc(pid, 'cmdline')).toBe('sleep\0' + '61\0'))
      writeFileSync(join(work, 'start'), startScript(pid, work, join(work, 'log')))
      const environment = readProc(pid, 'environ')
      first.kill('SIGKILL')
      await vi.waitFor(() => expect(pidsOf(id)).toEqual([]))
      expect(spawnSync('sh', [join(work, 'start')]).status).toBe(0)
      await vi.waitFor(() => expect(pidsOf(id)).toHaveLength(1))
      const [again = 0] = pidsOf(id)
      await vi.waitFor(() => expect(readProc(again, 'cmdline')).toBe('sleep\0' + '61\0'))
      expect(readProc(again, 'environ')).toBe(environment)
      expect(existsSync(join(work, 'log')) && readFileSync(join(work, 'log'), 'utf8')).toBe('')
      await endAllOf(id)
      expect(pidsOf(id)).toEqual([])
    } finally {
      await endAllOf(id)
      rmSync(work, { recursive: true, force: true })
    }
  },
)
