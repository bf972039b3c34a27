import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createFakeClock } from '../../../src/host/fake/clock.ts'
import { linuxSource, markIn, parseStat } from '../../../src/host/processes/linux.ts'

/** As /proc/<pid>/stat was on Linux 6.1, of a program that calls itself `a) T 1 (b`. */
const STAT =
  '4242 (a) T 1 (b) S 4200 4242 4242 34816 4242 4194304 2471 900 1 0 12 5 30 3 20 0 11 0 998877 1190 512 18446744073709551615 1 1 0 0 0 0 0'

describe('/proc/<pid>/stat', () => {
  it('is read past a name with spaces and parentheses', () => {
    expect(parseStat(STAT, 'boot')).toEqual({
      pid: 4242,
      startTime: 'boot:998877',
      ppid: 4200,
      session: 4242,
      state: 'alive',
      cpuMs: 500,
      mark: null,
    })
  })

  it('tells stopped and dead ones', () => {
    const state = (letter: string) => parseStat(STAT.replace(') S ', `) ${letter} `), 'boot')?.state
    expect(['R', 'S', 'D', 'T', 't', 'Z', 'X'].map(state)).toEqual([
      'alive',
      'alive',
      'alive',
      'stopped',
      'stopped',
      'zombie',
      'zombie',
    ])
  })

  it('is nothing when it is cut off', () => {
    expect(parseStat('', 'boot')).toBeNull()
    expect(parseStat(STAT.slice(0, 60), 'boot')).toBeNull()
  })
})

describe('an environment', () => {
  const env = (...variables: string[]) => Buffer.from(variables.map((variable) => `${variable}\0`).join(''))

  it('holds the mark wherever it stands', () => {
    expect(markIn(env('FIREDRILL_RUN=r/1', 'A=b'))).toBe('r/1')
    expect(markIn(env('A=b', 'FIREDRILL_RUN=r/2'))).toBe('r/2')
    expect(markIn(Buffer.from('A=b\0FIREDRILL_RUN=r/3'))).toBe('r/3')
  })

  it('holds none when only another variable looks like it', () => {
    expect(markIn(env('OLD_FIREDRILL_RUN=r/1', 'A=FIREDRILL_RUN=r/2'))).toBeNull()
    expect(markIn(env('OLD_FIREDRILL_RUN=r/1', 'FIREDRILL_RUN=r/2'))).toBe('r/2')
    expect(markIn(Buffer.alloc(0))).toBeNull()
  })
})

describe('the table', () => {
  const dirs: string[] = []
  afterEach(() => {
    for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true })
  })
  const proc = (): string => {
    const dir = mkdtempSync(join(tmpdir(), 'firedrill-proc-'))
    dirs.push(dir)
    mkdirSync(join(dir, 'sys/kernel/random'), { recursive: true })
    writeFileSync(join(dir, 'sys/kernel/random/boot_id'), 'boot\n')
    mkdirSync(join(dir, '4242'))
    writeFileSync(join(dir, '4242/stat'), STAT)
    return dir
  }

  it('reads an environment anew while its process is young, and not after', async () => {
    const dir = proc()
    const clock = createFakeClock({ auto: false })
    const source = linuxSource(clock, dir)
    const mark = async () => (await source.rows())[0]?.mark
    const write = (value: string) => writeFileSync(join(dir, '4242/environ'), `FIREDRILL_RUN=${value}\0`)
    write('parent/1')
    expect(await mark()).toBe('parent/1')
    write('child/1')
    expect(await mark()).toBe('child/1')
    await clock.advance(2500)
    write('clobbered/1')
    expect(await mark()).toBe('child/1')
  })

  it('shows a process whose environment may not be read', async () => {
    expect(await linuxSource(createFakeClock(), proc()).rows()).toMatchObject([{ pid: 4242, mark: null }])
    expect(await linuxSource(createFakeClock(), proc()).row(1)).toBeNull()
  })
})
