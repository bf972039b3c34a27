import { expect, test } from 'vitest'
import { dockerAt } from '../../src/undo/docker-at.ts'

test('a command names the engine that is meant, whichever the shell of whoever types it would take', () => {
  const at = (url: string) => dockerAt({ endpoint: { url, tls: null } })
  expect(at('tcp://10.0.0.5:2376')).toBe('docker --host tcp://10.0.0.5:2376')
  expect(at('unix:///var/run/docker.sock')).toBe('docker --host unix:///var/run/docker.sock')
})
