import { describe, expect, it } from 'vitest'
import { openProject } from '../../../src/cli/project.ts'
import { versionPath, writtenFor } from '../../../src/cli/runbook/written.ts'
import { inProject } from '../small-project.ts'
import { configText, rehearsedProject, TARGET } from './rehearsed.ts'

const written = (target: string, name = 'processes', environment?: string) =>
  inProject(rehearsedProject({ 'firedrill.config.ts': configText(target) }), async () => {
    const env = environment === undefined ? {} : { env: environment }
    const { loaded } = await openProject({ allowMissingEnv: true, ...env })
    return writtenFor(loaded, name)
  })

describe('what the configuration writes', () => {
  it('of where the app is asked, is told field by field', async () => {
    expect((await written(TARGET)).asked).toEqual({
      edge: ['edge.url: "http://127.0.0.1:8080"', 'edge.port: not set'],
      path: ['prober.path: not set', 'probePath: not set'],
      instances: ['instances: not set', 'ports: [3001,3002]', 'version: "/version"'],
    })
  })

  it('by reference, is told by reference, set or not', async () => {
    const target = TARGET.replace("'http://127.0.0.1:8080'", "env('FIREDRILL_TEST_EDGE', { secret: false })")
    expect((await written(target)).asked.edge[0]).toBe('edge.url: "‹env FIREDRILL_TEST_EDGE›"')
  })

  it('is that of the named target, and of the environment', async () => {
    const named = TARGET.replace(
      'target: processes({',
      "targets: { shop: processes({ inheritEnv: ['A'],",
    ).concat(' }')
    expect((await written(named, 'shop')).inherits).toEqual(['A'])
    const other = TARGET.replace('ports:', "inheritEnv: ['C', 'B'], ports:")
    const staging = `${TARGET}, environments: { staging: { ${other} } }`
    expect((await written(staging)).inherits).toEqual([])
    expect((await written(staging, 'processes', 'staging')).inherits).toEqual(['B', 'C'])
  })

  it('from the environment, is known by name where nothing gives it otherwise', async () => {
    const given = "env: { REGION: env('R', { secret: false }), TOKEN: env('T'), TAG: '1', MODE: env('M') }"
    const other = "prepare: [{ run: 'x', env: { MODE: 'plain' } }]"
    const { fromEnvironment } = await written(TARGET.replace('ports:', `${given}, ${other}, ports:`))
    expect([...fromEnvironment].toSorted()).toEqual(['REGION', 'TOKEN'])
  })
})

it('the path of a version is that of the options', () => {
  expect(versionPath('/version')).toBe('/version')
  expect(versionPath({ path: '/about', keys: {} })).toBe('/about')
  expect(versionPath({ headers: { release: 'x' } })).toBeNull()
  expect(versionPath(undefined)).toBeNull()
})
