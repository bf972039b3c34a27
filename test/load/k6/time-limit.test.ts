import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { timeLimitWarning } from '../../../src/load/k6/time-limit.ts'

async function warningOf(written: Record<string, string>): Promise<string | null> {
  const { files } = fakeHost()
  await files.makeDir('/app/lib')
  for (const [path, text] of Object.entries(written)) await files.writeAtomic(path, text)
  return timeLimitWarning(files, '/app/load.ts', 2000)
}

const CALLS = "import http from 'k6/http'\nexport default () => { http.get(__ENV.EDGE_URL) }\n"

it('is missed in a script that nowhere speaks of one', async () => {
  expect(await warningOf({ '/app/load.ts': CALLS })).toMatch(/no time limit .*2000 ms.*REQUEST_TIMEOUT_MS/)
  const other = { '/app/load.ts': `import './lib/a.ts'\n${CALLS}`, '/app/lib/a.ts': "import '../load.ts'" }
  expect(await warningOf(other)).not.toBeNull()
})

it('is missed without an error where an import is no file', async () => {
  const { files } = fakeHost()
  const broken = {
    ...files,
    readIfThere: async (path: string) =>
      path === '/app/load.ts' ? `${CALLS}// from './lib'` : Promise.reject(new Error('EISDIR')),
  }
  expect(await timeLimitWarning(broken, '/app/load.ts', 2000)).toMatch(/no time limit/)
})

it.each([
  [
    {
      '/app/load.ts':
        "import http from 'k6/http'; http.get('x', { timeout: __ENV.REQUEST_TIMEOUT_MS + 'ms' })",
    },
  ],
  [{ '/app/load.ts': 'export default () => {}' }],
  [{ '/app/load.ts': "import { get } from './lib/a.ts'", '/app/lib/a.ts': 'const TIMEOUT = 5' }],
])('is there where it, or what it imports, speaks of one: %#', async (written) => {
  expect(await warningOf(written)).toBeNull()
})
