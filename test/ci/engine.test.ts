/** `.ci/engine`, with programs of the test's own in place of Docker's. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makePrograms, type Programs } from './programs.ts'

const ENGINE = resolve(import.meta.dirname, '../../.ci/engine')
let programs: Programs
beforeEach(() => {
  programs = makePrograms()
  // The client reaches an engine when one has said that it serves.
  programs.add('docker', '[ -e "$STATE/serving" ]')
  programs.add('iptables', 'true')
})
afterEach(() => programs.remove())

it('leaves an engine alone that answers', () => {
  writeFileSync(join(programs.directory, 'serving'), '')
  programs.add('dockerd', 'touch "$STATE/started"')
  expect(shell('start_engine; echo "pid:${engine_pid:-none}"')).toMatchObject({
    code: 0,
    stdout: 'pid:none\n',
  })
  expect(existsSync(join(programs.directory, 'started'))).toBe(false)
})

it('starts one, ends it with the shell, and keeps the exit code of what the shell did', () => {
  programs.add('dockerd', served)
  const { code, stdout } = shell('start_engine; echo "pid:$engine_pid"; exit 3')
  expect(code).toBe(3)
  expect(alive(Number(stdout.replace('pid:', '')))).toBe(false)
  expect(readFileSync(join(programs.directory, 'ended'), 'utf8')).toBe('TERM\n')
})

it('takes vfs where the engine cannot start with its own choice, and shows why', () => {
  programs.add(
    'dockerd',
    `[ "\${1:-}" = --storage-driver=vfs ] || { echo 'overlay2 is not supported'; exit 1; }\n${served}`,
  )
  const { code, stdout, stderr } = shell('start_engine; echo started')
  expect([code, stdout]).toEqual([0, 'started\n'])
  expect(stderr).toContain('the Docker engine did not start:\noverlay2 is not supported')
})

it('gives up at its deadline on one that does not answer, shows its log, and leaves nothing running', () => {
  programs.add('dockerd', `echo "$$" >>"$STATE/pids"; echo 'waiting for containerd'; exec sleep 60`)
  const { code, stderr } = shell('start_engine; echo not-reached', { ENGINE_DEADLINE_S: '1' })
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /did not start:\nwaiting for containerd\n.*did not start with --storage-driver=vfs:/s,
  )
  const pids = readFileSync(join(programs.directory, 'pids'), 'utf8').trim().split('\n').map(Number)
  expect(pids.length).toBe(2)
  expect(pids.filter(alive)).toEqual([])
})

/** Serves until it is asked to end, or for as long as no test takes. */
const served = `trap 'rm -f "$STATE/serving"; echo TERM >"$STATE/ended"; exit 0' TERM
touch "$STATE/serving"
for _ in {1..400}; do sleep 0.05; done`

function shell(script: string, env: Record<string, string> = {}) {
  return programs.run(['bash', '-c', `set -euo pipefail; source '${ENGINE}'; ${script}`], env)
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
