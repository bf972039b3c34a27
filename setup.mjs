// Makes `npm run …` work in a fresh clone: installs the dependencies when they are not there or not those of the
// lockfile. Uses nothing that is not part of Node, and runs on the system's Node, which may be older than ours.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const stamp = join(root, 'node_modules', '.firedrill-setup')
const lock = join(root, '.setup-lock')
const EXIT_MISSING = 69

if (process.platform === 'win32') {
  stop('firedrill runs on Linux and macOS. On Windows, run it inside WSL (wsl --install).')
}
if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `Node ${process.versions.node} is too old to install firedrill. Install Node 20 or newer (nodejs.org).`,
  )
}

const wanted = `${digest('package-lock.json')} ${process.platform}-${process.arch}`
if (read(stamp) !== wanted) await install()

async function install() {
  await acquire()
  try {
    if (read(stamp) === wanted) return
    say('Installing the dependencies (npm ci); once for each clone, about half a minute …')
    const started = Date.now()
    const tick = setInterval(() => say(`  … still installing, ${seconds(started)} s`), 10_000)
    const { code, output } = await npmCi()
    clearInterval(tick)
    if (code !== 0) {
      process.stderr.write(`${output.split('\n').slice(-15).join('\n')}\n`)
      stop(
        'npm ci failed (its last lines are above). Check that the npm registry can be reached, then run the command again.',
      )
    }
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    writeFileSync(`${stamp}.new`, wanted)
    renameSync(`${stamp}.new`, stamp)
    say(`Installed in ${seconds(started)} s.`)
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** One installation at a time in a clone: a directory is made by exactly one. */
async function acquire() {
  const deadline = Date.now() + 10 * 60_000
  for (;;) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(process.pid))
      return
    } catch (error) {
      if (error.code !== 'EEXIST') stop(`This directory cannot be written (${error.message}).`)
    }
    if (!ownerLives()) rmSync(lock, { recursive: true, force: true })
    else if (Date.now() > deadline)
      stop(`Another installation has held ${lock} for ten minutes. Remove it and try again.`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function ownerLives() {
  const pid = Number(read(join(lock, 'pid')))
  if (!pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function npmCi() {
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, [...args, 'ci', '--no-audit', '--no-fund'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk
      })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

function digest(file) {
  return createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex')
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function seconds(started) {
  return Math.round((Date.now() - started) / 1000)
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

function stop(text) {
  say(text)
  process.exit(EXIT_MISSING)
}
