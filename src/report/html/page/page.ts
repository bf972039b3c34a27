/** The shell of every page: one file that asks nothing of any network, and runs nothing but what it was made with. */
import { createHash } from 'node:crypto'
import { html as esc, scriptJson } from '../../escape.ts'

export interface Page {
  title: string
  /** Shown beside the title where pages are many: `✓`. */
  icon: string
  /** Markup. */
  body: string
  styles: readonly string[]
  /** Run one after the other, once the body is there. */
  scripts: readonly string[]
  /** For the scripts, by the id of the element that holds it. */
  data: Readonly<Record<string, unknown>>
}

export function page({ title, icon, body, styles, scripts, data }: Page): string {
  const style = closed(styles.join('\n'), 'style')
  const all = scripts.map((script) => closed(script, 'script'))
  const json = Object.entries(data).map(
    ([id, value]) => `<script type="application/json" id="${id}">${scriptJson(value)}</script>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, all)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(title)}</title>
<link rel="icon" href="${iconOf(icon)}">
<style>${style}</style>
</head>
<body>
${body}
${json.join('\n')}
${all.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`
}

/** By the digest of each text: whatever else found its way into the page does not run, and colours nothing. */
function policy(style: string, scripts: readonly string[]): string {
  const runs = scripts.length === 0 ? "'none'" : scripts.map(digestOf).join(' ')
  return [
    "default-src 'none'",
    `style-src ${digestOf(style)}`,
    `script-src ${runs}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

function digestOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** Without one, a browser that is given the page by a server asks for one. */
function iconOf(icon: string): string {
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><text y="14" font-size="16">${icon}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(drawn)}`
}

/** A library's text must not close the element that it stands in. */
function closed(text: string, element: 'script' | 'style'): string {
  return text.replaceAll(new RegExp(`</(?=${element})`, 'gi'), '<\\/').replaceAll('<!--', '<\\!--')
}
