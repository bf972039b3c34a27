import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { secretsOf } from '../../../src/target/app/secrets.ts'
import { searchSecrets, searchTar } from '../../../src/target/compose/secrets.ts'
import { rigWith, SECRET } from './rig.ts'

const SAVED = 'image shop:1'

it('is found in a layer of an image, and named without its value', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'firedrill-layer-'))
  writeFileSync(join(directory, 'config.json'), `{"password":"${SECRET}"}`)
  writeFileSync(join(directory, 'other.json'), '{}')
  const layer = execFileSync('tar', ['-C', directory, '-cf', '-', 'config.json', 'other.json'])
  rmSync(directory, { recursive: true })
  const stream = (async function* () {
    yield layer
  })()
  const wanted = secretsOf([SECRET], { env: {}, secrets: [SECRET] })
  expect(await searchTar(stream, wanted, SAVED)).toEqual({
    looked: 2,
    found: [`config.json (${SAVED}): target.secrets.0`],
  })
})

it('searches what `docker save` writes of the images that were found, and the directories', async () => {
  const { around, runtime, intents, host } = await rigWith()
  await host.files.makeDir('/tmp/logs')
  await host.files.writeAtomic('/tmp/logs/web-1.log', `password ${SECRET}`)
  const seen = await searchSecrets(['/tmp/logs'], ['shop:1', 'shop:2'], around, runtime)
  expect(seen).toMatchObject({ looked: 1, secrets: 1, found: ['/tmp/logs/web-1.log: secret 1'] })
  expect(intents).toMatchObject([
    { undo: { kind: 'end-processes' }, command: { argv: ['docker', 'save', 'shop:1', 'shop:2'] } },
  ])
  expect(await searchSecrets([], [], around, runtime)).toEqual({ looked: 0, secrets: 1, found: [] })
})

it('is not taken for searched where the engine does not give the image', async () => {
  const { around, runtime } = await rigWith({
    host: { programs: { docker: { exit: { afterMs: 5, code: 1 } } } },
  })
  await expect(searchSecrets([], ['shop:1'], around, runtime)).rejects.toMatchObject({
    code: 'command-failed',
  })
})
