import { describe, expect, test } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { allowedHosts } from '../../../src/run/hosts/allowed.ts'
import { isWithinOne, rangeOf } from '../../../src/run/hosts/ranges.ts'

const { net } = fakeHost()
net.name('mine.test', '127.0.0.1', '::1')
net.name('staging.test', '10.1.0.5', '10.1.0.6')
net.name('half.test', '127.0.0.1', '10.9.9.9')

const objection = async (url: string, ...listed: string[]) => (await allowedHosts(net, listed)).objection(url)

describe('this machine may be asked', () => {
  test.each([
    'http://127.0.0.1:8080/a',
    'http://localhost:3000',
    'https://LOCALHOST./',
    'http://[::1]:3000',
    'http://mine.test',
    'http://2130706433/',
  ])('%s', async (url) => {
    expect(await objection(url)).toBeNull()
  })
})

describe('nobody else may', () => {
  test.each([
    ['http://10.1.0.5', '10.1.0.5 is not this machine'],
    ['http://staging.test', 'staging.test is 10.1.0.5, 10.1.0.6, which is not this machine'],
    // A name that leads here as well may lead there the next time.
    ['http://half.test', 'half.test is 10.9.9.9, which is not this machine'],
    ['http://localhost.evil.test', 'nobody knows the address of localhost.evil.test'],
    ['http://[::ffff:a01:5]', '::ffff:a01:5 is not this machine'],
    ['http://0.0.0.0', '0.0.0.0 is not this machine'],
    ['not a url', 'it is no URL'],
  ])('%s', async (url, why) => {
    expect(await objection(url)).toBe(why)
  })
})

describe('but who is listed', () => {
  test.each([
    ['http://staging.test:8080/a', 'staging.test'],
    ['http://STAGING.test', 'Staging.Test.'],
    ['http://10.1.0.5', '10.1.0.5'],
    ['http://10.1.0.5', '10.1.0.0/24'],
    // By the addresses of a name.
    ['http://10.1.0.6', 'staging.test'],
    ['http://staging.test', '10.1.0.0/24'],
  ])('%s by %s', async (url, listed) => {
    expect(await objection(url, listed)).toBeNull()
  })

  test('which is no word for its neighbours', async () => {
    expect(await objection('http://10.1.0.7', 'staging.test')).not.toBeNull()
    expect(await objection('http://www.staging.test', 'staging.test')).not.toBeNull()
  })
})

test('all addresses but these are denied', async () => {
  const denied = (await allowedHosts(net, ['staging.test', '192.168.0.0/16'])).denied().map(rangeOf)
  const isDenied = (address: string) => isWithinOne(address, denied)
  expect(['127.0.0.1', '::1', '10.1.0.5', '10.1.0.6', '192.168.3.4'].map(isDenied)).toEqual(
    Array(5).fill(false),
  )
  expect(['10.1.0.4', '10.1.0.7', '192.169.0.1', '8.8.8.8', '2001:db8::1'].map(isDenied)).toEqual(
    Array(5).fill(true),
  )
})
