import { expect, test } from 'vitest'
import { dockerAt } from '../../../src/host/engine/docker-at.ts'

test('a command names the engine that is meant, whichever the shell of whoever types it would take', () => {
  const at = (url: string) => dockerAt({ endpoint: { url, tls: null } })
  expect(at('tcp://10.0.0.5:2376')).toBe('docker --host tcp://10.0.0.5:2376')
  expect(at('unix:///var/run/docker.sock')).toBe('docker --host unix:///var/run/docker.sock')
})

test('and how that one is spoken to by TLS: the command would ask it in the clear, or by another one’s certificate', () => {
  const at = (verify: boolean, dir: string) =>
    dockerAt({ endpoint: { url: 'tcp://10.0.0.5:2376', tls: { dir, verify } } })
  expect(at(true, '/home/me/.docker/staging')).toBe(
    'DOCKER_CERT_PATH=/home/me/.docker/staging docker --host tcp://10.0.0.5:2376 --tlsverify',
  )
  expect(at(false, '/my certs')).toBe("DOCKER_CERT_PATH='/my certs' docker --host tcp://10.0.0.5:2376 --tls")
})
