import { expect, it } from 'vitest'
import { valueAfter } from '../../src/redact/values.ts'

/** Of the name that ends before the first `|`, which is left out. */
function valueIn(text: string, isHeader = false): string | null {
  const [name = '', ...rest] = text.split('|')
  const bytes = Buffer.from(name + rest.join('|'))
  const range = valueAfter(bytes, 0, name.length, isHeader)
  return range && bytes.subarray(range.start, range.end).toString()
}

it('ends a bare value where others begin', () => {
  for (const end of [' x', ';x', '&x', ',x', '"x', ')x', '}x', '\nx', '<x', ''])
    expect(valueIn(`name|=abc${end}`)).toBe('abc')
})

it('ends a quoted one with its quote, and at the line’s end where that is missing', () => {
  expect(valueIn('name|="a b" c')).toBe('a b')
  expect(valueIn('name|="a\\\\" c')).toBe('a\\\\')
  expect(valueIn('name|=\\\\"a\\\\" c')).toBe('a')
  expect(valueIn("name|='a b\nc'")).toBe('a b')
})

it('knows the schemes of headers', () => {
  expect(valueIn('name|: Bearer a b', true)).toBe('Bearer a')
  expect(valueIn('name|: plain b', true)).toBe('plain')
  expect(valueIn('name|: AWS4-HMAC-SHA256 a=b, c=d\nx', true)).toBe('AWS4-HMAC-SHA256 a=b, c=d')
})

it('looks no further than what may be a value', () => {
  const long = valueIn(`name|=${'a'.repeat(100_000)}`)
  expect(long?.length).toBe(16_384)
  expect(valueIn('name| '.concat(' '.repeat(100), '=a'))).toBeNull()
})

it.each(['*', '{', '<', '‹', '"*', "'{"])(
  'knows what is hidden already by how it begins (%s), and looks no further',
  (first) => {
    const text = `name=${first}${'a'.repeat(20_000)}`
    let looked = 0
    const counting = new Proxy(Buffer.from(text), {
      get: (bytes, key) => {
        looked += 1
        return Reflect.get(bytes, key)
      },
    })
    expect(valueAfter(counting, 0, 'name'.length, false)).toBeNull()
    expect(looked).toBeLessThan(50)
  },
)
