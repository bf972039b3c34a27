import { describe, expect, it } from 'vitest'
import { checkCompose, projectRefusals } from '../../../src/target/compose/check.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { configOf, machineWith, projectOf, WRITTEN } from './settings.ts'

const options = parseComposeOptions({ ...WRITTEN, drainTime: '30s' })
const long = { stop_grace_period: '45s' }
const instances = { 'web-1': long, 'web-2': long }

describe('reasons not to start', () => {
  it('are none where everything is there', async () => {
    const host = await machineWith({ stdout: configOf(instances) })
    expect(await checkCompose(options, '/app', host)).toEqual([])
  })

  it('say so when docker compose cannot read the files, in its own words', async () => {
    const host = await machineWith({
      code: 15,
      stderr: 'services.web-1 Additional property imag is not allowed',
    })
    expect(await checkCompose(options, '/app', host)).toMatchObject([
      { code: 'tool-missing', reason: expect.stringContaining('imag is not allowed') },
    ])
  })

  it('name a file that is not there', async () => {
    const host = await machineWith({ stdout: configOf(instances) })
    const elsewhere = parseComposeOptions({ ...WRITTEN, files: ['ops/compose.yml'] })
    expect(await checkCompose(elsewhere, '/app', host)).toMatchObject([
      { reason: 'There is no Compose file /app/ops/compose.yml.' },
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
      'The Compose files have no service "web-3".',
      'The Compose files have no service "cache".',
    ])
  })
})
