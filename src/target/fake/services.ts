/** What the fake depends on: instances are not ready while any of it is lost, and say so. */
import { FiredrillError } from '../../errors.ts'
import type { Services, TargetContext, Victim } from '../target.ts'
import { type FakeApp, type FakeService, newIdentity, typed } from './app.ts'

export function servicesOf(app: FakeApp, { host, run }: TargetContext): Services {
  for (const service of app.services) service.identity = bornAgain(run)
  const find = (name: string): FakeService => {
    const found = app.services.find((service) => service.name === name)
    if (found) return found
    throw new FiredrillError('drill-invalid', `The target has no service "${name}".`, {
      hint: `It has ${app.services.map((service) => service.name).join(', ')}.`,
    })
  }
  return {
    names: app.services.map(({ name }) => name),
    seen: async (name) => seen(find(name)),
    lossUndo({ name }, as) {
      const { identity } = find(name)
      if (as === 'hang') return { kind: 'resume-process', args: { mark: identity.mark } }
      return { kind: 'covered', args: { by: `start ${name}` } }
    },
    async lose(name, as) {
      const service = find(name)
      if (service.state === 'stopped')
        throw new FiredrillError('drill-invalid', `${name} is down: there is nothing to hit.`, {
          hint: 'Give it back first.',
        })
      const atMs = host.clock.monoMs()
      service.state = as
      const signal = as === 'hang' ? '-STOP' : '-TERM'
      return { atMs, command: typed(['kill', signal, String(service.identity.process?.pid)]) }
    },
    async isLost(name, as) {
      const { state, port } = find(name)
      const lost = state === as
      return { seen: lost, what: [`${name} is ${state}`, `its port is ${port}`] }
    },
    async giveBack(name) {
      const service = find(name)
      if (service.state === 'stopped') service.identity = bornAgain(run)
      service.state = 'up'
      return [`${name} says that it is up`]
    },
  }
}

function seen({ name, port, state, identity }: FakeService): Victim {
  return { name, url: `tcp://127.0.0.1:${port}`, identity: state === 'stopped' ? null : identity }
}

/** The services were there before the run: their mark is none that it gives out. */
function bornAgain(run: string): FakeService['identity'] {
  return { ...newIdentity(`${run}/0`), bootId: null }
}
