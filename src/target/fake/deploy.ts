/** Releases of the fake: versions that are at hand, instances that are pointed at one, an edge that can be told. */
import { FiredrillError } from '../../errors.ts'
import type { Deploy, Release, TargetContext } from '../target.ts'
import {
  addInstance,
  boot,
  born,
  breakageOf,
  type FakeApp,
  find,
  halt,
  observed,
  refused,
  releaseOf,
  typed,
} from './app.ts'
import { getsRequests } from './net.ts'

export function deployOf(app: FakeApp, context: TargetContext): Deploy {
  const { settings } = app
  const broken = new Map<string, Release>()
  const switchTo = async (name: string, release: Release, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted()
    const instance = find(app, name)
    app.endAsked.add(name)
    await halt(app, instance, context)
    const undo = { kind: 'nothing', args: { because: 'the fake has no pointers on disk' } }
    await context.change({ what: `point ${name} at release ${release.version}`, undo }, async () => {
      instance.release = release
    })
    signal.throwIfAborted()
    await boot(app, instance, context)
  }
  return {
    strategy: settings.strategy,
    versions: settings.versions,
    async find(version) {
      const found = broken.get(version) ?? (settings.releases.includes(version) ? releaseOf(version) : null)
      if (found) return found
      throw new FiredrillError('release-missing', `Release ${version} is not there.`, {
        hint: `There are ${settings.releases.join(', ')}.`,
      })
    },
    async broken(of, how) {
      const release = { ...of, version: `${of.version}+${how.kind}` }
      broken.set(release.version, release)
      return release
    },
    verify: async (release) => settings.findings(release),
    replace: switchTo,
    async add(name, release, signal) {
      signal.throwIfAborted()
      if (app.all.some((each) => each.name === name)) throw refused(`${name} is there already.`)
      const instance = addInstance(app, name, release)
      try {
        await boot(app, instance, context)
      } catch (error) {
        app.all.splice(app.all.indexOf(instance), 1)
        throw error
      }
    },
    async remove(name) {
      const instance = find(app, name)
      await halt(app, instance, context)
      app.all.splice(app.all.indexOf(instance), 1)
      app.endAsked.delete(name)
    },
    serveWith(names) {
      app.serving = names.map((name) => find(app, name).name)
    },
    all: async () => app.all.map((instance) => observed(app, instance)),
    ...(settings.routes ? { route: routeOf(app, context) } : {}),
    reached: async (name) => (settings.tells ? getsRequests(app, find(app, name)) : null),
    run: (which, to, _from, signal) => runCommand(app, context, which, to, signal),
  }
}

function routeOf(app: FakeApp, { change }: TargetContext): NonNullable<Deploy['route']> {
  return async (upstreams, signal) => {
    signal.throwIfAborted()
    const undo = { kind: 'nothing', args: { because: 'the edge ends with the run' } }
    const told = upstreams.map(({ name, weight }) => `${name}*${weight}`).join(',')
    await change({ what: 'route', undo, command: typed(['fake-route', told]) }, async () => {
      app.weights = new Map(upstreams.map(({ name, weight }) => [find(app, name).name, weight]))
    })
  }
}

/** As somebody's script would: every instance at once, and not a look whether they come up. */
async function runCommand(
  app: FakeApp,
  { change, nextMark }: TargetContext,
  which: 'deploy' | 'rollback',
  to: Release,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted()
  const undo = { kind: 'nothing', args: { because: 'the command ends by itself' } }
  const command = typed([`fake-${which}`, to.version])
  await change({ what: `${which} ${to.version}`, undo, command }, async () => {
    if (app.settings.commandFails) {
      throw new FiredrillError('command-failed', `${which} ${to.version} ended with 1.`, {
        hint: 'Run it by hand.',
      })
    }
    for (const instance of app.serving.map((name) => find(app, name))) {
      instance.release = to
      born(instance, nextMark())
      const breakage = breakageOf(to)
      if (breakage === 'exits') instance.state = 'down'
      if (breakage === 'never-ready') instance.state = 'unready'
    }
  })
}
