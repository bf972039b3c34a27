import { expect, it } from 'vitest'
import { createComposeTarget } from '../../../../src/target/compose/compose-target.ts'
import { createExistingTarget } from '../../../../src/target/compose/existing/existing-target.ts'
import { staging, WRITTEN } from './rig.ts'

const settings = { root: '/app' }
const own = {
  release: { image: 'shop:{version}', current: '1', next: '2' },
  deploy: { run: './ship', rollback: './ship' },
}

it('is what `manage` asks for', () => {
  expect(createComposeTarget(WRITTEN, settings).touches).toBeDefined()
  expect(() => createComposeTarget({ ...WRITTEN, manage: 'mine' }, settings)).toThrow('target.manage')
  const { manage: _manage, project: _project, host: _host, ...plain } = WRITTEN
  expect(createComposeTarget(plain, settings).touches).toBeUndefined()
})

it('says what may be touched, and is one that two runs do not share', async () => {
  const { host } = await staging()
  const target = createExistingTarget(WRITTEN, settings)
  expect((await target.touches?.(host))?.name).toBe('shop')
  expect(typeof target.lockIdentity === 'function' && (await target.lockIdentity(host))).toBe(
    'project shop on tcp://10.0.0.5:2375',
  )
  expect(await target.check(host)).toEqual([])
  expect(target.commands({ kind: 'start-all' })).toEqual([])
  expect((await target.explain(host)).length).toBeGreaterThan(0)
})

it('is never taken because it is there', async () => {
  const { host } = await staging()
  expect(await createExistingTarget(WRITTEN, settings).usable(host)).toMatchObject({ yes: false })
})

it('deploys where it has a command for it', () => {
  expect(createExistingTarget(WRITTEN, settings)).toMatchObject({ strategy: null, releases: null })
  const target = createExistingTarget({ ...WRITTEN, ...own }, settings)
  expect(target).toMatchObject({ strategy: { kind: 'command' }, releases: { current: '1', next: '2' } })
  expect(target.capabilities).toContain('deploy')
  expect(target.capabilities).not.toContain('trial')
})

it('says where a schema that is moved could not be moved back', () => {
  const target = (down: object) =>
    createExistingTarget(
      { ...WRITTEN, ...own, migrations: { status: './look', up: './up', ...down } },
      settings,
    )
  expect(target({}).noWayBack).toBe(true)
  expect(target({ down: './down' }).noWayBack).toBeUndefined()
  expect(target({}).capabilities).toContain('migrations')
  expect(createExistingTarget({ ...WRITTEN, ...own }, settings).noWayBack).toBeUndefined()
})

it('only pretends where it is asked to', () => {
  expect(createExistingTarget({ ...WRITTEN, sabotage: 'noop-fault' }, settings).kind).toContain('sabotaged')
})
