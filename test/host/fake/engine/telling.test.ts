import { expect, it } from 'vitest'
import { fakeHost } from '../../../../src/host/fake/host.ts'

it('tells what a container writes as it does, and no more once it is stopped', async () => {
  const host = fakeHost()
  const machine = host.engines.run()
  machine.addImage('app')
  const id = machine.create({ name: 'web', image: 'app', program: { stdout: 'up\n' } })
  const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
  await engine.start(id)
  const texts: string[] = []
  const following = await engine.followLog('web', 0, ({ text, stream }) => texts.push(`${stream}: ${text}`))
  await new Promise(setImmediate)
  machine.say(id, 'stderr', 'one\ntwo\n')
  await following.stop()
  machine.say(id, 'stderr', 'three')
  expect(texts).toEqual(['stdout: up', 'stderr: one', 'stderr: two'])
})
