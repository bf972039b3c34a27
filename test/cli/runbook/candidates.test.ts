import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { candidatesIn } from '../../../src/cli/runbook/candidates.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { storeRun } from '../stored-run.ts'
import { rehearsedProject, storeRehearsal } from './rehearsed.ts'

const { files } = nodeHost()

describe('stored runs that rehearsed something', () => {
  it('are told with what they rehearsed, where, and with what word', async () => {
    const directory = rehearsedProject()
    const place = await storeRehearsal(directory)
    expect(await candidatesIn(files, [place])).toEqual([
      {
        run: 'run-1',
        drill: 'rehearsal',
        directory: place,
        startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        target: 'processes',
        environment: null,
        parts: ['rollout', 'triggers', 'migration', 'rollback'],
        word: 'passed',
        summary: expect.any(String),
      },
    ])
  })

  it('have another word where they failed, and none where they were stopped', async () => {
    const directory = rehearsedProject()
    const places = [
      await storeRehearsal(directory, { name: 'a', fails: true }),
      await storeRehearsal(directory, { name: 'b', interrupted: true }),
    ]
    expect((await candidatesIn(files, places)).map(({ word }) => word)).toEqual(['not-passed', 'silent'])
  })

  it('failed also where a guard ended them for it', async () => {
    const directory = rehearsedProject()
    const places = [
      await storeRehearsal(directory, { name: 'a', fails: true, aborted: true }),
      await storeRehearsal(directory, { name: 'b', aborted: true }),
    ]
    expect((await candidatesIn(files, places)).map(({ word }) => word)).toEqual(['not-passed', 'silent'])
  })

  it('are none that were wrong on purpose, or made in a test', async () => {
    const directory = rehearsedProject()
    const places = [
      await storeRehearsal(directory, { name: 'a', kind: 'process (sabotaged: heals do nothing)' }),
      await storeRehearsal(directory, { name: 'b', inline: true }),
    ]
    expect(await candidatesIn(files, places)).toEqual([])
  })

  it('are none that rehearsed nothing, or have no verdict, or cannot be read', async () => {
    const directory = rehearsedProject()
    const other = await storeRun(directory, { name: 'other' })
    const unjudged = await storeRehearsal(directory, { name: 'a' })
    const odd = await storeRehearsal(directory, { name: 'b' })
    const cut = await storeRehearsal(directory, { name: 'c' })
    rmSync(join(unjudged, 'verdict.json'))
    writeFileSync(join(odd, 'drill.json'), '{"name":"x"}')
    writeFileSync(join(cut, 'verdict.json'), '{')
    expect(await candidatesIn(files, [other, unjudged, odd, cut, join(directory, 'nowhere')])).toEqual([])
  })
})
