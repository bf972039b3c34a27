import { expect, test } from 'vitest'
import { looking } from './looking.ts'

test('a file that appears in the project, with what stands in it', async () => {
  const { look, host } = looking({ file: 'ops/STOP' }, { loaded: false })
  expect(await look()).toEqual({ seen: true, bad: false, restedOn: 'ops/STOP is not there' })
  await host.files.makeDir('/app/ops')
  await host.files.writeAtomic('/app/ops/STOP', '')
  expect(await look()).toEqual({ seen: true, bad: true, restedOn: 'ops/STOP is there' })
  await host.files.writeAtomic('/app/ops/STOP', 'we migrate\nuntil noon\n')
  expect(await look()).toMatchObject({ bad: true, restedOn: 'ops/STOP is there: "we migrate"' })
})

test('one elsewhere is meant by its whole path', async () => {
  const { look, host } = looking({ file: '/run/stop' })
  await host.files.makeDir('/run')
  await host.files.writeAtomic('/run/stop', '')
  expect(await look()).toMatchObject({ bad: true })
})

test('a directory, or what cannot be read, is there all the same', async () => {
  const { look, host } = looking({ file: '/run/stop' })
  await host.files.makeDir('/run/stop')
  expect(await look()).toMatchObject({ bad: true, restedOn: '/run/stop is there' })
})
