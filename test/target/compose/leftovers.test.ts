import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { keepersLeft, leftovers } from '../../../src/target/compose/leftovers.ts'
import { ENDPOINT } from './rig.ts'

const of = (run: string) => ({ 'dev.firedrill.run': run, 'dev.firedrill.record': `/my app/reports/${run}` })

it('tells what runs left that go on no more, and how it is removed; of others nothing', async () => {
  const host = fakeHost({ programs: { waits: {} } })
  const machine = host.engines.run()
  machine.addImage('shop')
  machine.addImage('broken', { labels: of('gone') })
  machine.create({ name: 'gone-web', image: 'shop', program: {}, labels: of('gone') })
  machine.addNetwork('gone_app', of('gone'))
  machine.addVolume('gone_data', of('gone'))
  machine.addVolume('theirs', { other: 'label' })
  machine.create({ name: 'going-web', image: 'shop', program: {}, labels: of('going') })
  const spawned = {
    argv: ['waits'],
    cwd: '/',
    env: {},
    mark: 'going/3',
    stdout: 'ignore',
    stderr: 'ignore',
  } as const
  await host.processes.spawn(spawned)
  const engine = host.engines.open(ENDPOINT)
  expect(await leftovers(engine, host)).toEqual([
    {
      good: false,
      what: 'of the run gone there is container gone-web, network gone_app, volume gone_data, image broken',
      hint: "Where it goes on no more: `firedrill recover '/my app/reports/gone'`, or, where its record is gone, `docker --host unix:///var/run/docker.sock rm --force gone-web`, `docker --host unix:///var/run/docker.sock network rm gone_app`, `docker --host unix:///var/run/docker.sock volume rm gone_data`, `docker --host unix:///var/run/docker.sock image rm broken`.",
    },
  ])
})

it('tells of keepers that nobody came for; beside a project of somebody else, of them alone', async () => {
  const host = fakeHost({ programs: { waits: {} } })
  const machine = host.engines.run()
  machine.addImage('shop')
  machine.create({ name: 'left-web', image: 'shop', program: {}, labels: of('left') })
  for (const run of ['left', 'going']) {
    const labels = { 'dev.firedrill.keeper': run, 'dev.firedrill.record': `/app/reports/${run}` }
    machine.create({ name: `firedrill-keeper-${run}`, image: 'shop', program: {}, labels })
  }
  const quiet = { cwd: '/', env: {}, stdout: 'ignore', stderr: 'ignore' } as const
  await host.processes.spawn({ ...quiet, argv: ['waits'], mark: 'going/3' })
  const engine = host.engines.open(ENDPOINT)
  expect((await leftovers(engine, host)).map(({ what }) => what)).toEqual([
    'of the run left there is container left-web, container firedrill-keeper-left',
  ])
  expect(await keepersLeft(engine, host)).toEqual([
    {
      good: false,
      what: 'of the run left there is container firedrill-keeper-left',
      hint: 'Where it goes on no more: `firedrill recover /app/reports/left`, or, where its record is gone, `docker --host unix:///var/run/docker.sock rm --force firedrill-keeper-left`.',
    },
  ])
})
