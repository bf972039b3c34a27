import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { processTerminal } from '../../src/cli/terminal.ts'

const SOURCE = JSON.stringify(fileURLToPath(new URL('../../src/cli/terminal.ts', import.meta.url)))
const KNOWING = JSON.stringify(fileURLToPath(new URL('../../src/redact/process.ts', import.meta.url)))

/** A program of its own, whose outputs are pipes; what it writes after the reader has gone is lost. */
function program(body: string, shell = ''): { code: number | null; out: string; err: string } {
  const text = `import { processTerminal } from ${SOURCE}\nconst terminal = processTerminal()\n${body}`
  const argv = [process.execPath, '--input-type=module', '-e', text]
  const env = { ...process.env, TERM: 'xterm', NO_COLOR: undefined, FORCE_COLOR: undefined }
  const options = { encoding: 'utf8', env } as const
  const ended =
    shell === ''
      ? spawnSync(argv[0] ?? '', argv.slice(1), options)
      : spawnSync('bash', ['-c', shell, 'bash', ...argv], options)
  return { code: ended.status, out: ended.stdout, err: ended.stderr }
}

describe('the terminal of the process', () => {
  it('gives results to standard output, and what a person follows to standard error', () => {
    const { code, out, err } = program("terminal.out('result'); terminal.err('progress')")
    expect({ code, out, err }).toEqual({ code: 0, out: 'result', err: 'progress' })
  })

  it('rewrites no line and colours nothing where the outputs are pipes', () => {
    const { out } = program(
      'terminal.out(JSON.stringify([terminal.live, terminal.columns, terminal.outColours.level, terminal.errColours.level]))',
    )
    expect(JSON.parse(out)).toEqual([false, 100, 0, 0])
  })

  it('tells no secret, and gives no order but colours', () => {
    const learn = `const { ownRedaction } = await import(${KNOWING}); ownRedaction.learn('env A', 'hunter2')\n`
    const { out, err } = program(
      `${learn}terminal.out(JSON.stringify({ n: 1, a: 'hunter2' })); terminal.err('x\\u001b[2Jhunter2')`,
    )
    expect(JSON.parse(out)).toEqual({ n: 1, a: '‹redacted›' })
    expect(err).toBe('x\\u001b[2J‹redacted›')
  })

  it('has no colours where NO_COLOR says so, even where they are forced', () => {
    const level = (env: string) =>
      program('terminal.out(String(terminal.outColours.level))', `${env} "$@"`).out
    expect(level('env FORCE_COLOR=1')).toBe('1')
    expect(level('env FORCE_COLOR=1 NO_COLOR=1')).toBe('0')
  })

  it('outlives a reader that has gone', () => {
    const lines = "for (let k = 0; k < 20000; k++) terminal.out('line\\n')\n"
    const later = "setTimeout(() => { terminal.out('more\\n'); terminal.err('alive') }, 200)"
    const { err } = program(`${lines}${later}`, '"$@" | head -1 >/dev/null')
    expect(err).toBe('alive')
  })

  it('hides no other error of its outputs', () => {
    const broken = "process.stdout.emit('error', Object.assign(new Error('disk full'), { code: 'ENOSPC' }))"
    const { code, err } = program(broken)
    expect(code).not.toBe(0)
    expect(err).toContain('disk full')
  })
})

it('can be had more than once in a process', () => {
  expect(processTerminal().columns).toBeGreaterThan(0)
  expect(processTerminal().live).toBe(process.stderr.isTTY === true)
})
