import { expect, it } from 'vitest'
import { isElsewhere } from '../../../src/host/engine/elsewhere.ts'

it.each([
  ['unix:///var/run/docker.sock', false],
  ['unix:///run/user/1000/docker.sock', false],
  ['npipe:////./pipe/docker_engine', false],
  ['tcp://127.0.0.1:2375', false],
  ['tcp://localhost:2375', false],
  ['tcp://[::1]:2375', false],
  ['tcp://10.213.77.2:2375', true],
  ['tcp://staging.example:2376', true],
  ['tcp://docker:2376', true],
  ['ssh://root@staging', true],
  // What cannot be read is not taken for harmless.
  ['nonsense', true],
])('%s is an engine of another machine: %s', (url, elsewhere) => {
  expect(isElsewhere(url)).toBe(elsewhere)
})
