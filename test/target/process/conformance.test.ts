import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import { conforms } from '../conformance.ts'
import { EDGE_OPTIONS, writeApps } from './apps.ts'

conforms('a plain `node server.js`', {
  async create({ root }) {
    await writeApps(root)
    const options = {
      instances: 2,
      run: 'node server.js',
      port: { env: 'PORT' },
      ready: '/',
      edge: EDGE_OPTIONS,
    }
    return { target: createProcessTarget(options, { root }) }
  },
})

conforms('a Python server behind a shell wrapper that forks', {
  async create({ root }) {
    await writeApps(root)
    const options = {
      instances: 2,
      run: 'sh run.sh',
      port: { env: 'PORT' },
      ready: '/',
      edge: EDGE_OPTIONS,
    }
    return { target: createProcessTarget(options, { root }) }
  },
})
