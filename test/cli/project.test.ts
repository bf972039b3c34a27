import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTarget } from '../../src/cli/choose.ts'
import { openProject, type ProjectOptions } from '../../src/cli/project.ts'
import { configFile, project as files, refusalOf } from '../config/project.ts'
import { inProject, LOADS, smallProject, TARGET } from './small-project.ts'

const opened = (directory: string, options: ProjectOptions = {}) =>
  inProject(directory, () => openProject(options))

describe('the project', () => {
  it('is found from the working directory upwards, with its drills', async () => {
    const directory = smallProject()
    mkdirSync(join(directory, 'deep/down'), { recursive: true })
    const { loaded, drills, find } = await opened(join(directory, 'deep/down'))
    expect(loaded.root).toBe(directory)
    expect(drills.drills.map(({ file }) => file)).toEqual(['drills/holds.ts'])
    expect(find('holds').drill.name).toBe('holds')
  })

  it('is not there where nobody has configured one', async () => {
    const directory = files({ 'package.json': '{}' })
    const { code, message, hint } = await refusalOf(() => opened(directory))
    expect(code).toBe('config-not-found')
    expect(message).toBe(`There is no firedrill.config.ts in ${directory} or above it.`)
    expect(hint).toContain('export default defineConfig({')
  })

  it('has no drill of another name', async () => {
    const { find } = await opened(smallProject())
    expect(await refusalOf(() => find('hold'))).toEqual({
      code: 'drill-not-found',
      message: 'No drill is called "hold".',
      hint: 'Did you mean "holds"? There are holds.',
    })
  })

  it('needs its variables only where something is started', async () => {
    const fields = `${LOADS}, target: processes({ instances: 1, run: 'node a.js', env: { URL: env('NEVER_SET_URL') } }),`
    const directory = smallProject({ 'firedrill.config.ts': configFile(fields) })
    const { message, hint } = await refusalOf(() => opened(directory))
    expect(message).toContain('the environment variable NEVER_SET_URL is not set')
    expect(hint).toContain('Set NEVER_SET_URL')
    expect((await opened(directory, { allowMissingEnv: true })).loaded.root).toBe(directory)
  })
})

describe('its target', () => {
  const staging = `environments: { staging: { target: processes({ instances: 0 }) } },`
  const other = `targets: { single: processes({ instances: 1, run: 'node server.js', port: { env: 'PORT' } }) },`
  const written = () =>
    smallProject({ 'firedrill.config.ts': configFile(`${LOADS},\n${TARGET},\n${staging}\n${other}`) })

  it('is the configured one, and says why', async () => {
    const { name, why, target } = await openTarget(await opened(written()), undefined)
    expect({ name, why }).toEqual({ name: 'processes', why: 'firedrill.config.ts' })
    expect(target.instanceNames).toEqual(['web-1', 'web-2'])
  })

  it('is the one that is asked for', async () => {
    const { name, why, target } = await openTarget(await opened(written()), 'single')
    expect({ name, why }).toEqual({ name: 'single', why: '--target single' })
    expect(target.instanceNames).toEqual(['web-1'])
  })

  it('is refused when no target has the name', async () => {
    const project = await opened(written())
    expect((await refusalOf(() => openTarget(project, 'singel'))).hint).toContain('Did you mean "single"?')
  })

  it('is refused with the place of a wrong option, that of the environment too', async () => {
    const project = await opened(written(), { env: 'staging' })
    const { code, message } = await refusalOf(() => openTarget(project, undefined))
    expect(code).toBe('config-invalid')
    expect(message).toMatch(/environments\.staging\.target\S*instances/)
  })
})
