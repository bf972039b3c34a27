import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, matchesGlob } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** As pages of Markdown name their headings. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function linksOf(text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to)
  return links.filter((to) => !/^[a-z]+:/.test(to))
}

it.each(pages)('every link of %s leads somewhere', (page) => {
  const text = readFileSync(join(root, page), 'utf8')
  for (const to of linksOf(text)) {
    const [path = '', anchor] = to.split('#')
    const file = path === '' ? join(root, page) : join(root, dirname(page), path)
    expect(existsSync(file), `${page}: ${to}`).toBe(true)
    if (anchor !== undefined) expect(anchors(readFileSync(file, 'utf8')), `${page}: ${to}`).toContain(anchor)
  }
})

it.each(pages)('what %s links to is in the published package, as the page is', (page) => {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] }
  for (const to of linksOf(readFileSync(join(root, page), 'utf8'))) {
    const path = join(dirname(page), to.split('#')[0] ?? '')
    // Of a directory, that there is something in it.
    const file = path.endsWith('/') ? `${path}any.md` : path
    const isThere = files.some((each) => matchesGlob(file, each) || matchesGlob(file, `${each}/**`))
    if (!to.startsWith('#')) expect(isThere, `${page}: ${to}`).toBe(true)
  }
})
