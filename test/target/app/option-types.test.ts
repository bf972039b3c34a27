import { describe, expect, it } from 'vitest'
import { duration, edgeAddress, path, share } from '../../../src/target/app/option-types.ts'
import { deploy } from '../../../src/target/app/release-options.ts'

describe('the kinds of value in the options', () => {
  it.each([
    [duration, '20s', '0s'],
    [duration, '150ms', '150'],
    [share, '20%', '120%'],
    [share, '0%', '0.2'],
    [path, '/ready', 'ready'],
    // Nobody can ask there: "%" stands for a character by its number.
    [edgeAddress, 'https://ops:100%25@staging.example/shop', 'https://ops:100%@staging.example/shop'],
  ])('take the one and refuse the other', (kind, right, wrong) => {
    expect(kind.safeParse(right).success).toBe(true)
    expect(kind.safeParse(wrong).success).toBe(false)
  })

  it("are told apart by the strategy: the user's own commands name none", () => {
    expect(deploy.parse({ run: 'a', rollback: 'b' })).toMatchObject({ timeout: '10m', env: {} })
    expect(deploy.parse({ strategy: 'canary' })).toMatchObject({ settle: '1s', canary: { intervals: 10 } })
    expect(deploy.safeParse({ strategy: 'rolling', run: 'a' }).success).toBe(false)
  })
})
