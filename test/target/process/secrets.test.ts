import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { secretsOf } from '../../../src/target/app/secrets.ts'
import { searchSecrets } from '../../../src/target/process/secrets.ts'
import { runtimeOn, SECRET, surroundings } from './settings.ts'

const PIECE_BYTES = 4 * 1024 * 1024
const { options } = surroundings({ env: { PASSWORD: SECRET }, secrets: ['p&ss "word"'] })

async function setting(files: Record<string, string | Uint8Array>, secrets: string[] = [SECRET]) {
  const host = fakeHost()
  const runtime = { ...runtimeOn(host), secrets }
  for (const [path, content] of Object.entries(files)) {
    await host.files.makeDir(join(path, '..'))
    await host.files.writeAtomic(path, content)
  }
  return { host, runtime }
}

describe('the search for secrets', () => {
  it('looks at every file of the artifacts and the directories, and names file and secret, never the value', async () => {
    const { runtime } = await setting({
      '/app/releases/1/a/b.js': `const password = '${SECRET}'`,
      '/app/releases/1/c.js': 'nothing here',
      '/logs/web-1.log': `connecting with ${SECRET.slice(0, -1)}`,
      '/logs/binary': Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from(SECRET), Buffer.from([0])]),
      '/elsewhere/x': SECRET,
    })
    runtime.artifacts.add('/app/releases/1')
    const seen = await searchSecrets(['/logs', '/not-there'], options, runtime)
    expect(seen).toEqual({
      looked: 4,
      secrets: 1,
      found: ['releases/1/a/b.js: the value of PASSWORD', '/logs/binary: the value of PASSWORD'],
    })
    expect(JSON.stringify(seen)).not.toContain(SECRET)
  })

  it('finds one that lies across two pieces of a large file', async () => {
    for (const before of [1, 5, SECRET.length - 1]) {
      const content = `${'x'.repeat(PIECE_BYTES - before)}${SECRET}${'x'.repeat(100)}`
      const { runtime } = await pieces(content)
      expect((await searchSecrets(['/logs'], options, runtime)).found).toHaveLength(1)
    }
  })

  it('finds one that is written as in a URL, or in JSON', async () => {
    const secret = 'p&ss "word"'
    const forms = [encodeURIComponent(secret), JSON.stringify({ secret })]
    for (const form of forms) {
      const { runtime } = await setting({ '/logs/x': form }, [secret])
      expect((await searchSecrets(['/logs'], options, runtime)).found).toEqual(['/logs/x: target.secrets.0'])
    }
  })

  it('finds the password of a URL by itself, as it is written there and as it is meant', async () => {
    const url = 'postgres://app:p%40ss-word@db/shop'
    const files = {
      '/logs/raw': 'PGPASSWORD=p%40ss-word',
      '/logs/meant': 'PGPASSWORD=p@ss-word',
      '/logs/url': url,
    }
    const { runtime } = await setting(files, [url])
    const { secrets, found } = await searchSecrets(['/logs'], options, runtime)
    expect(secrets).toBe(2)
    expect(found.toSorted()).toEqual([
      '/logs/meant: the password in secret 1',
      '/logs/raw: the password in secret 1',
      '/logs/url: secret 1',
      '/logs/url: the password in secret 1',
    ])
  })

  it('passes over a password that is short, that is a secret already, or that stands in its URL anyway', () => {
    const calledOf = (...values: string[]) => secretsOf(values, options).map(({ called }) => called)
    expect(calledOf('redis://:abc@cache')).toEqual(['secret 1'])
    expect(calledOf('redis://:abcd@cache')).toEqual(['secret 1', 'the password in secret 1'])
    expect(calledOf('redis://:abcd@cache', 'abcd')).toEqual(['secret 1', 'secret 2'])
    expect(calledOf('postgres://postgres:postgres@db/shop')).toEqual(['secret 1'])
    expect(calledOf('postgres://a:100%25%sure@db')).toEqual(['secret 1', 'the password in secret 1'])
  })

  it('says each once, looks at a file once, and passes over values that are too short', async () => {
    const { runtime } = await setting({ '/logs/x': `abc ${SECRET}` }, ['abc', SECRET, SECRET])
    const seen = await searchSecrets(['/logs', '/logs', '/logs/x'], options, runtime)
    expect(seen).toMatchObject({ looked: 1, secrets: 1, found: [expect.any(String)] })
    expect(secretsOf(['other-secret'], options).map(({ called }) => called)).toEqual(['secret 1'])
  })

  it('follows no link and opens nothing that never ends', async () => {
    const root = await mkdtemp(join(tmpdir(), 'firedrill-secrets-'))
    const runtime = { ...runtimeOn(), context: { ...runtimeOn().context, host: nodeHost(), root } }
    await execa('mkfifo', [join(root, 'pipe')])
    await execa('ln', ['-s', root, join(root, 'loop')])
    await nodeHost().files.writeAtomic(join(root, 'log'), SECRET)
    expect(await searchSecrets([root], options, runtime)).toEqual({
      looked: 2,
      secrets: 1,
      found: ['log: the value of PASSWORD'],
    })
    await rm(root, { recursive: true })
  })
})

/** A host that reads as the real one does: so much at once. */
async function pieces(content: string) {
  const { host, runtime } = await setting({ '/logs/x': content })
  const { readFrom } = host.files
  const files = {
    ...host.files,
    readFrom: async (path: string, offset: number) => (await readFrom(path, offset)).subarray(0, PIECE_BYTES),
  }
  return { runtime: { ...runtime, context: { ...runtime.context, host: { ...host, files } } } }
}
