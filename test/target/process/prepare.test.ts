import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { runPrepare } from '../../../src/target/process/prepare.ts'
import { runtimeOn, SECRET, surroundings } from './settings.ts'

const open = new AbortController().signal
const exits = (code: number) => ({ exit: { afterMs: 10, code } })

describe('the commands of prepare', () => {
  it('run one after the other, journaled as a person would type them', async () => {
    const runtime = runtimeOn(fakeHost({ programs: { migrate: exits(0), seed: exits(0) } }))
    const url = 'x:{port}'
    const around = surroundings({
      services: { db: { run: 'postgres', url } },
      prepare: [
        { run: 'migrate up', env: { URL: '{services.db.url}', TOKEN: SECRET } },
        { run: ['seed', '{root}'], cwd: 'db' },
      ],
    })
    await runPrepare(around, runtime, open)
    expect(runtime.intents).toMatchObject([
      {
        what: 'prepare: migrate up',
        undo: { kind: 'end-processes', args: { mark: 'r/1' } },
        command: { argv: ['migrate', 'up'], cwd: '/app', env: { URL: 'x:5432', TOKEN: '‹redacted›' } },
      },
      { what: 'prepare: seed /app', command: { cwd: '/app/db' } },
    ])
    expect(runtime.said).toHaveLength(2)
  })

  it('end the start when one fails, with its last lines and no secret', async () => {
    const host = fakeHost({
      programs: { migrate: { ...exits(4), stderr: `cannot use ${SECRET}\n` }, seed: exits(0) },
    })
    const runtime = runtimeOn(host)
    const preparing = runPrepare(
      surroundings({ prepare: [{ run: 'migrate' }, { run: 'seed' }] }),
      runtime,
      open,
    )
    await expect(preparing).rejects.toMatchObject({
      code: 'command-failed',
      message: 'prepare: migrate ended with 4.\nLast lines of the command:\n  cannot use ‹redacted›',
    })
    expect(runtime.intents).toHaveLength(1)
  })

  it('end the start when one takes too long, or when it is cancelled', async () => {
    const runtime = runtimeOn(fakeHost({ programs: { migrate: {} } }))
    const around = surroundings({ prepare: [{ run: 'migrate', timeout: '3s' }] })
    await expect(runPrepare(around, runtime, open)).rejects.toThrow('prepare: migrate took longer than 3 s')
    const cancelled = AbortSignal.abort(new Error('by hand'))
    await expect(runPrepare(around, runtime, cancelled)).rejects.toThrow('by hand')
    expect(runtime.intents).toHaveLength(1)
  })
})
