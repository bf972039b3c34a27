import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { firedrill, smallProject } from '../small-project.ts'
import { storeRun } from '../stored-run.ts'

const BLIND = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined, WSL_DISTRO_NAME: undefined }

describe('firedrill report', () => {
  it("says where the latest run's report is, and makes it where it is missing", async () => {
    const directory = smallProject()
    const place = await storeRun(directory)
    symlinkSync('run-1', join(directory, 'reports/latest'))
    expect(await firedrill(directory, ['report'])).toEqual({
      code: 0,
      out: 'reports/latest/report.html\n',
      err: '',
    })
    expect(readFileSync(join(place, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/)
  })

  it('leaves one that is there as it is', async () => {
    const directory = smallProject()
    const place = await storeRun(directory)
    writeFileSync(join(place, 'report.html'), 'as it was')
    expect((await firedrill(directory, ['report', 'run-1'])).out).toBe('reports/run-1/report.html\n')
    expect(readFileSync(join(place, 'report.html'), 'utf8')).toBe('as it was')
  })

  it('ends well for a run that failed: there is a report', async () => {
    const directory = smallProject()
    const place = await storeRun(directory, { failed: 50 })
    expect((await firedrill(directory, ['report', 'run-1'])).code).toBe(0)
    expect(existsSync(join(place, 'verdict.json'))).toBe(true)
  })

  it.skipIf(process.platform === 'darwin')(
    'prints the path all the same where nothing can open it',
    async () => {
      const directory = smallProject()
      await storeRun(directory)
      const { code, out, err } = await firedrill(directory, ['report', 'run-1', '--open'], BLIND)
      expect({ code, out }).toEqual({ code: 69, out: 'reports/run-1/report.html\n' })
      expect(err).toContain('[tool-missing] There is no screen here')
    },
  )

  it('ends with 64 where there is no such run', async () => {
    expect((await firedrill(smallProject(), ['report'])).code).toBe(64)
  })
})
