import { describe, expect, it } from 'vitest'
import { checkCompose, projectRefusals } from '../../../src/target/compose/check.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { configOf, machineRunning, machineWith, projectOf, RELEASE, WRITTEN } from './settings.ts'

const options = parseComposeOptions({ ...WRITTEN, drainTime: '30s' })
const long = { stop_grace_period: '45s' }
const instances = { 'web-1': long, 'web-2': long }

describe('reasons not to start', () => {
  it('are none where everything is there', async () => {
    const host = await machineWith({ stdout: configOf(instances) })
    expect(await checkCompose(options, '/app', host)).toEqual([])
  })

  it('say so when docker compose cannot read the files, in its own words', async () => {
    const host = await machineRunning((command) =>
      command.includes('version')
        ? { stdout: '2.40.3' }
        : { code: 15, stderr: 'services.web-1 Additional property imag is not allowed' },
    )
    expect(await checkCompose(options, '/app', host, { at: 'targets.boxes' })).toMatchObject([
      {
        code: 'config-invalid',
        reason: expect.stringMatching(/^targets\.boxes\.files: .*imag is not allowed$/),
      },
    ])
  })

  it('say so when what docker compose prints is no project', async () => {
    const host = await machineWith({ stdout: 'Usage: docker compose' })
    expect(await checkCompose(options, '/app', host)).toMatchObject([{ code: 'config-invalid' }])
  })

  it('say so when there is no Compose rather than that the files are wrong', async () => {
    const host = await machineWith({ code: 1, stderr: "docker: 'compose' is not a docker command." })
    expect(await checkCompose(options, '/app', host)).toMatchObject([
      { code: 'tool-missing', reason: expect.stringContaining("'compose' is not a docker command") },
    ])
  })

  it('say so when no engine answers, though the files can be read', async () => {
    const host = await machineWith({ stdout: configOf(instances) })
    const away = { ...host, env: { DOCKER_HOST: 'unix:///nonexistent' } }
    expect(await checkCompose(options, '/app', away)).toMatchObject([
      { code: 'engine-unreachable', reason: expect.stringContaining('unix:///nonexistent') },
    ])
  })

  it('name a file that is not there', async () => {
    const host = await machineWith({ stdout: configOf(instances) })
    const elsewhere = parseComposeOptions({ ...WRITTEN, files: ['compose.yml', 'ops/compose.yml'] })
    expect(await checkCompose(elsewhere, '/app', host)).toMatchObject([
      { reason: 'target.files[1]: there is no Compose file /app/ops/compose.yml.' },
    ])
  })

  it('name a release that is not there and that nothing builds, and none that is built', async () => {
    const host = await machineWith({ stdout: configOf(instances) })
    host.engines.run().addImage('shop:1')
    const asked = (release: object) =>
      checkCompose(parseComposeOptions({ ...WRITTEN, release }), '/app', host, { versions: ['1', '2'] })
    expect(await asked(RELEASE)).toMatchObject([
      {
        code: 'release-missing',
        reason: expect.stringMatching(/^target\.release\.image: the image shop:2 /),
      },
    ])
    expect(await asked({ ...RELEASE, build: 'docker compose build' })).toEqual([])
  })

  it('refuse a release whose tag does not decide the image of an instance', () => {
    const released = parseComposeOptions({ ...WRITTEN, release: RELEASE })
    const found = (image: string) =>
      projectRefusals(released, projectOf({ 'web-2': { image } })).map(({ reason }) => reason)
    expect(found('shop:1')).toEqual([])
    expect(found('shop:7')).toEqual([
      expect.stringMatching(/^target\.release\.image: .*shop:1 .*web-2 is shop:7\.$/),
    ])
  })

  it.each<[string, Record<string, object>, object, string]>([
    ['a container of a fixed name', { db: { container_name: 'db' } }, {}, 'The container of "db"'],
    ['a volume of a fixed name', {}, { volumes: { data: { name: 'data' } } }, 'The volume "data"'],
    [
      'a volume that is there',
      {},
      { volumes: { data: { name: 'shop_data', external: true } } },
      'The volume "data"',
    ],
    ['a network of a fixed name', {}, { networks: { app: { name: 'app' } } }, 'The network "app"'],
    [
      'a stop limit below the drain time',
      { 'web-1': {} },
      {},
      'The stop limit of web-1 (stop_grace_period 10 s)',
    ],
  ])('refuse %s', (_what, services, more, reason) => {
    const found = projectRefusals(options, projectOf({ ...instances, ...services }, more))
    expect(found.map((each) => each.reason)).toEqual([expect.stringContaining(reason)])
  })

  it('refuse services that the files have not', () => {
    const other = parseComposeOptions({
      ...WRITTEN,
      instances: ['web-1', 'web-3'],
      services: { cache: { port: 1 } },
    })
    expect(projectRefusals(other, projectOf()).map(({ reason }) => reason)).toEqual([
      'target.instances[1]: the Compose files have no service "web-3".',
      'target.services.cache: the Compose files have no service "cache".',
    ])
  })
})
