import { describe, expect, it } from 'vitest'
import {
  addInstance,
  createFakeApp,
  failing,
  find,
  observed,
  releaseOf,
  up,
} from '../../../src/target/fake/app.ts'
import { settingsOf } from '../../../src/target/fake/options.ts'

const made = () => createFakeApp(2, settingsOf({ services: ['db'] }))

describe('the app in memory', () => {
  it('gives each instance a port of its own, also those that come later', () => {
    const app = made()
    addInstance(app, 'web-1-green', releaseOf('1.1.0'))
    expect(app.all.map(({ name, port }) => [name, port])).toEqual([
      ['web-1', 9001],
      ['web-2', 9002],
      ['web-1-green', 9003],
    ])
    expect(app.serving).toEqual(['web-1', 'web-2'])
  })

  it('is not ready while a service is lost, and names it', () => {
    const app = made()
    const instance = find(app, 'web-1')
    instance.state = 'ready'
    expect([failing(app, instance), observed(app, instance).ready]).toEqual([[], true])
    app.services[0]!.state = 'hang'
    expect([failing(app, instance), observed(app, instance).ready]).toEqual([['db'], false])
    instance.state = 'unready'
    expect(failing(app, instance)).toEqual(['self', 'db'])
  })

  it('refuses what is not there, and what is down', () => {
    const app = made()
    expect(() => find(app, 'web-9')).toThrow('no instance "web-9"')
    expect(() => up(app, { name: 'web-1' })).toThrow('web-1 is down')
    expect(releaseOf('1.1.0+slow').digest).toBe(releaseOf('1.1.0').digest)
  })
})
