/**
 * `node bench/screenshots.ts [--only fail] [--width 360] [--dark] [--from <run>]`: takes a drill that passes, one that fails
 * and one that is inconclusive, and photographs their pages into `docs/report-<verdict>.png`. Needs Chromium (Debian:
 * `apt-get install chromium`) and what the drills need. `--from` photographs a run that is there instead of taking one;
 * `--out <directory>` puts the pictures elsewhere, `--keep <directory>` keeps the records there.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    from: { type: 'string' },
    keep: { type: 'string' },
    out: { type: 'string' },
    width: { type: 'string', default: '1100' },
    dark: { type: 'boolean', default: false },
    whole: { type: 'boolean', default: false },
  },
})
const root = fileURLToPath(new URL('..', import.meta.url))
const docs = values.out ?? join(root, 'docs')
const main = join(root, 'src/cli/main.ts')

/** A healthy edge; one that does not try again; a kill that does nothing. */
const RUNS = {
  pass: ['kill-node', '--target', 'processes'],
  fail: ['kill-node', '--target', 'processes', '--env', 'bare-edge'],
  inconclusive: ['kill-node', '--target', 'processes', '--env', 'no-op'],
} as const
type Kind = keyof typeof RUNS

function taken(kind: Kind, reports: string): string {
  const argv = ['--conditions=source', main, 'run', ...RUNS[kind], '--out', reports]
  spawnSync(process.execPath, argv, { cwd: root, stdio: 'inherit' })
  const name = readdirSync(reports)
    .toSorted()
    .findLast((each) => existsSync(join(reports, each, 'verdict.json')) && each !== 'latest')
  if (name === undefined) throw new Error('The run left no record.')
  const { verdict } = JSON.parse(readFileSync(join(reports, name, 'verdict.json'), 'utf8'))
  if (verdict !== kind) throw new Error(`The run was to be ${kind}, and is ${verdict}.`)
  return join(reports, name)
}

async function photograph(directory: string, picture: string): Promise<void> {
  const path = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((each) => existsSync(each))
  if (path === undefined) throw new Error('There is no Chromium here.')
  const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const width = Number(values.width)
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: values.dark ? 'dark' : 'light',
    })
    await page.goto(pathToFileURL(join(directory, 'report.html')).href)
    await page.waitForSelector('canvas')
    const whole = values.whole ? await page.locator('body').boundingBox() : null
    const height = whole ? Math.ceil(whole.height) : await heightToChanged(page)
    await page.setViewportSize({ width, height: Math.min(height, 4000) })
    await page.screenshot({ path: picture })
  } finally {
    await browser.close()
  }
}

/** What a reader sees first: up to the end of the timeline's legend. */
async function heightToChanged(page: Page): Promise<number> {
  const box = await page.locator('#moments').boundingBox()
  return Math.ceil(box?.y ?? 1400)
}

const kinds = (Object.keys(RUNS) as Kind[]).filter(
  (kind) => values.only === undefined || values.only === kind,
)
for (const kind of kinds) {
  const reports = values.keep ?? mkdtempSync(join(tmpdir(), 'firedrill-pictures-'))
  try {
    const directory = values.from ?? taken(kind, reports)
    if (values.from !== undefined)
      spawnSync(process.execPath, ['--conditions=source', main, 'judge', directory, '--quiet'], {
        cwd: root,
      })
    await photograph(directory, join(docs, `report-${kind}.png`))
    console.log(`${join(docs, `report-${kind}.png`)}: ${directory}`)
  } finally {
    if (values.keep === undefined) rmSync(reports, { recursive: true, force: true })
  }
}
