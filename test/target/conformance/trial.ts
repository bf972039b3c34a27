import { expect, it } from 'vitest'
import type { Started } from '../conformance.ts'

const withinMs = 10_000
const signal = () => new AbortController().signal

export function conformsInTrials(started: () => Started): void {
  it('starts a release beside the app with other values, which it says, and leaves nothing of it', async () => {
    const { running, world } = started()
    const release = await running.deploy!.find('1.0.0')
    const before = await running.deploy!.all()
    const seen = await running.trial!.boot(
      release,
      { set: { GREETING: 'hej' }, without: [], withinMs },
      signal(),
    )
    expect(seen).toMatchObject({
      outcome: 'ready',
      exitCode: null,
      signal: null,
      said: { version: '1.0.0', config: { GREETING: 'hej' } },
    })
    expect(await running.deploy!.all()).toEqual(before)
    const start = world.intents.findLast(({ what }) => what.startsWith('start trial-'))
    expect(start?.undo.kind).toBe('end-processes')
    expect(await world.host.processes.marked(String(start?.undo.args.mark))).toEqual([])
    expect(running.unexpectedEnds()).toEqual([])
  })

  it('says how one ends that lacks what it cannot start without', async () => {
    const { running } = started()
    const release = await running.deploy!.find('1.0.0')
    expect(running.trial!.required).toContain('GREETING')
    const seen = await running.trial!.boot(release, { set: {}, without: ['GREETING'], withinMs }, signal())
    expect(seen).toMatchObject({ outcome: 'ended', exitCode: 78, signal: null, said: null })
    expect(seen.lastLines.join('\n')).toContain('GREETING')
    expect(running.unexpectedEnds()).toEqual([])
  })

  it('looks for secrets in every file', async () => {
    const { running, world } = started()
    const seen = await running.trial!.searchSecrets([world.context.logsDir])
    expect(seen).toMatchObject({ found: [], secrets: 1 })
    expect(seen.looked).toBeGreaterThan(0)
  })
}
