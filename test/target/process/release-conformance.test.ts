import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import { conforms } from '../conformance.ts'
import { RELEASE_OPTIONS, writeReleases } from './release-app.ts'

conforms('an app in releases, with a supervisor, a database and an edge that can be told', {
  releases: true,
  async create({ root }) {
    await writeReleases(root)
    return { target: createProcessTarget(RELEASE_OPTIONS, { root, secrets: ['hunter2-hunter2'] }) }
  },
})
