import { describe, expect, it } from 'vitest'
import { createFakeFiles } from '../../../src/host/fake/files.ts'
import { filesConformance } from '../conformance/files.ts'

describe('the files in memory', () => {
  filesConformance(createFakeFiles)

  it('begin with nothing but an empty /tmp', async () => {
    expect(await createFakeFiles().list('/')).toEqual(['tmp'])
    expect(await createFakeFiles().list('/tmp')).toEqual([])
  })
})
