import type Docker from 'dockerode'
import { expect, it } from 'vitest'
import { byNames } from '../../../src/host/engine/named.ts'

function client() {
  const asked: string[] = []
  const take = (name: string) => {
    asked.push(name)
    return {}
  }
  const docker = { getContainer: take, getNetwork: take, getExec: take, getImage: take } as unknown as Docker
  return { docker: byNames(docker), asked }
}

it('asks for what has a name', () => {
  const { docker, asked } = client()
  docker.getContainer('shop-web-1')
  docker.getNetwork('shop_default')
  docker.getExec('0123abcd')
  docker.getImage('registry.example:5000/shop/web:1.0.0')
  docker.getImage(`shop@sha256:${'a'.repeat(64)}`)
  expect(asked).toHaveLength(5)
})

it.each(['', '..', '.', '-x', 'a/b', 'a/../../volumes/prune', 'a?force=1', 'a#b', 'a b', 'a%2F..', 'a\nb'])(
  'asks for nothing by the name %j',
  (name) => {
    const { docker, asked } = client()
    expect(() => docker.getContainer(name)).toThrow('names nothing')
    expect(() => docker.getNetwork(name)).toThrow('names nothing')
    expect(asked).toEqual([])
  },
)

it.each(['../x', 'shop/../x', 'shop//x', 'shop?x', '-shop'])('nor for an image by %j', (name) => {
  expect(() => client().docker.getImage(name)).toThrow('names nothing')
})
