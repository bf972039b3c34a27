import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createRoute } from '../../../src/target/process/route.ts'
import { runtimeOn, surroundings } from './settings.ts'

const open = new AbortController().signal
const route = 'route {edge.url} {upstreams}'
const out = [
  { name: 'web-1', weight: 0 },
  { name: 'web-2', weight: 1 },
]
const urlOf = (name: string) => `http://127.0.0.1:300${name.at(-1)}`

function setting(edge: object) {
  const runtime = runtimeOn(fakeHost({ programs: { route: { exit: { afterMs: 1, code: 0 } } } }))
  return { runtime, tell: createRoute(surroundings({ edge }), runtime, urlOf) }
}

describe('the edge', () => {
  it('that was there before is told at the end to send to the configured instances alike', async () => {
    const { runtime, tell } = setting({ url: 'http://127.0.0.1:9090', route })
    await tell!(out, open)
    await tell!(out, open)
    expect(runtime.intents.map(({ what, undo }) => [what, undo.kind, undo.args.mark])).toEqual([
      ['route to web-1*0, web-2*1', 'end-processes', 'r/1'],
      ['what the edge at http://127.0.0.1:9090 is told', 'run-command', 'r/1'],
      ['route to web-1*0, web-2*1', 'end-processes', 'r/2'],
    ])
    expect(runtime.intents[1]?.undo.args.argv).toEqual([
      'route',
      'http://127.0.0.1:9090',
      'web-1=http://127.0.0.1:3001*1,web-2=http://127.0.0.1:3002*1',
    ])
  })

  it('that the run started ends with it', async () => {
    const { runtime, tell } = setting({ run: 'edge', route })
    await tell!(out, open)
    expect(runtime.intents.map(({ undo }) => undo.kind)).toEqual(['end-processes'])
  })

  it('cannot be told where no command is given', () => {
    expect(setting({ run: 'edge' }).tell).toBeNull()
  })
})
