import { expect, it } from 'vitest'
import { createFakeFiles } from '../../../src/host/fake/files.ts'
import { lastLines, quoteLines } from '../../../src/target/app/last-lines.ts'

const plain = (text: string) => text

it('gives the last twenty lines, without secrets, none too long', async () => {
  const files = createFakeFiles()
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`)
  await files.writeAtomic('/tmp/a.log', `${lines.join('\n')}\n\n`)
  expect(await lastLines(files, '/tmp/a.log', plain)).toEqual(lines.slice(-20))
  await files.writeAtomic('/tmp/b.log', `${'x'.repeat(9000)} secret`)
  const [cut = ''] = await lastLines(files, '/tmp/b.log', plain)
  expect(cut).toBe(`${'x'.repeat(500)}… (9007 characters)`)
  expect(await lastLines(files, '/tmp/b.log', () => '‹redacted›')).toEqual(['‹redacted›'])
})

it('leaves out a line that it has not read from its beginning', async () => {
  const files = createFakeFiles()
  await files.writeAtomic('/tmp/a.log', `half of a secret\n${'x'.repeat(65_525)}\nb`)
  const lines = await lastLines(files, '/tmp/a.log', plain)
  expect(lines).toEqual([expect.stringMatching(/^x+… /), 'b'])
})

it('gives none where nothing was written', async () => {
  expect(await lastLines(createFakeFiles(), '/tmp/none.log', plain)).toEqual([])
  expect(quoteLines('web-1', [])).toBe('web-1 wrote nothing.')
  expect(quoteLines('web-1', ['a'])).toBe('Last lines of web-1:\n  a')
})
