import { describe, expect, it } from 'vitest'
import { fromArguments } from '../../../src/target/broken/settings.ts'
import { placesOf } from '../../../src/target/process/variables.ts'
import { wrappedSpec } from '../../../src/target/process/wrap.ts'
import { surroundings } from './settings.ts'

describe('an instance of a known-bad release', () => {
  it('is the good one on another port, in its arguments and its environment, seen on its own', () => {
    const around = surroundings({
      run: 'server --port {port}',
      env: { SELF: 'http://127.0.0.1:{port}', OTHERS: '{instances}' },
      release: { path: 'r/{version}', current: '1' },
      health: '/health',
      version: { path: '/v', keys: { version: 'tag' }, headers: { release: 'X-App' } },
    })
    const how = { kind: 'failing', share: 0.05 } as const
    const spec = wrappedSpec(around, placesOf(around)[0]!, { how, version: '1+failing' }, 4001)
    expect(spec).toMatchObject({
      name: 'web-1',
      port: 3001,
      ready: { kind: 'http', url: 'http://127.0.0.1:3001/ready' },
      health: 'http://127.0.0.1:3001/health',
      stopSignalTo: 'main',
      env: { PORT: '4001', SELF: 'http://127.0.0.1:4001', OTHERS: expect.stringContaining(':3001') },
    })
    expect(fromArguments(spec.argv.slice(2))).toEqual({
      command: ['server', '--port', '4001'],
      settings: {
        how,
        listen: 3001,
        behind: 4001,
        says: '1+failing',
        ready: '/ready',
        spared: ['/health', '/v'],
        versionPath: '/v',
        versionKey: 'tag',
        releaseHeader: 'X-App',
      },
    })
  })
})
