import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A plain server: no framework, no version endpoint. `MODE` makes it bad in one way. */
const SERVER = `
const http = require('node:http')
const mode = process.env.MODE ?? ''
console.log('booting as', process.env.NAME, 'with', process.env.SECRET)
if (mode === 'dies') { console.error('no database at ' + process.env.SECRET); process.exit(3) }
if (mode === 'deaf') process.on('SIGTERM', () => console.log('not now'))
const server = http.createServer((request, response) => {
  if (request.url === '/exit') process.exit(7)
  response.statusCode = mode === 'unready' ? 503 : 200
  response.setHeader('x-boot-id', 'boot-' + process.pid)
  response.end(JSON.stringify(request.url === '/env' ? process.env : { failing: 'database' }))
})
server.listen(Number(process.env.PORT), process.env.HOST)
`

/** A balancer of a few lines: one instance after the other, the next one where the first does not answer. */
const EDGE = `
const http = require('node:http')
const urls = process.env.BACKENDS.split(',').map((each) => each.split('=')[1])
http.createServer((request, response) => {
  const attempt = (left) => {
    if (left.length === 0) { response.statusCode = 502; response.end(); return }
    http.get(left[0] + request.url, (answer) => {
      response.statusCode = answer.statusCode
      answer.pipe(response)
    }).on('error', () => attempt(left.slice(1)))
  }
  attempt(urls)
}).listen(Number(process.env.PORT), '127.0.0.1')
`

const PYTHON_WRAPPER = `#!/bin/sh
python3 -m http.server --bind 127.0.0.1 "$PORT" &
wait
`

/** The wrapper ends at once; what it forked serves on. */
const DAEMON_WRAPPER = `#!/bin/sh
node server.js &
exit 0
`

export const EDGE_OPTIONS = { run: 'node edge.cjs', env: { BACKENDS: '{instances}' }, ready: '/' }

export async function writeApps(root: string): Promise<void> {
  await writeFile(join(root, 'server.js'), SERVER)
  await writeFile(join(root, 'edge.cjs'), EDGE)
  await writeFile(join(root, 'run.sh'), PYTHON_WRAPPER)
  await writeFile(join(root, 'daemon.sh'), DAEMON_WRAPPER)
  await chmod(join(root, 'run.sh'), 0o755)
}
