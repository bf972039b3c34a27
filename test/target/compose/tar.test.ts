import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readTar } from '../../../src/target/compose/tar.ts'

const LONG = `${'directory-with-a-long-name/'.repeat(8)}file`
let directory = ''
let inner: Buffer
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'firedrill-tar-'))
  write('layer/app/server.js', 'the server')
  write(`layer/app/${LONG}`, 'far below')
  write('layer/empty', '')
  inner = tar(join(directory, 'layer'), ['.'])
})
afterAll(() => rmSync(directory, { recursive: true }))

function write(path: string, content: string | Buffer): void {
  mkdirSync(join(directory, path, '..'), { recursive: true })
  writeFileSync(join(directory, path), content)
}

function tar(from: string, what: readonly string[], ...options: string[]): Buffer {
  return execFileSync('tar', ['-C', from, ...options, '-cf', '-', ...what])
}

async function* pieces(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Buffer, size = 10_000): Promise<Record<string, string>> {
  const seen: Record<string, string> = {}
  await readTar(pieces(bytes, size), async ({ name, content }) => {
    const parts: Uint8Array[] = []
    for await (const part of content) parts.push(part)
    seen[name] = Buffer.concat(parts).toString()
  })
  return seen
}

const LAYER = { './app/server.js': 'the server', [`./app/${LONG}`]: 'far below', './empty': '' }

it.each([1, 511, 512, 10_000])('gives each file, in pieces of %d bytes', async (size) => {
  expect(await read(inner, size)).toEqual(LAYER)
})

it.each(['--format=gnu', '--format=pax', '--format=ustar'])('reads long names: %s', async (format) => {
  expect(Object.keys(await read(tar(join(directory, 'layer'), ['.'], format)))).toContain(`./app/${LONG}`)
})

it('opens archives in it, compressed or not, and goes on behind them', async () => {
  write('image/1/layer.tar', inner)
  write('image/blobs/sha256/2', gzipSync(inner))
  write('image/manifest.json', '[]')
  const seen = await read(tar(join(directory, 'image'), ['1', 'blobs', 'manifest.json']))
  expect(seen).toEqual({ ...LAYER, 'manifest.json': '[]' })
  const [first] = Object.keys(await read(tar(join(directory, 'image'), ['blobs'])))
  expect(first).toMatch(/^\.\//)
})

it('goes on where what it told of is not read to its end', async () => {
  const names: string[] = []
  await readTar(pieces(inner, 700), async ({ name }) => void names.push(name))
  expect(names.toSorted()).toEqual(Object.keys(LAYER).toSorted())
})
