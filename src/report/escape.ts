/** Escaping for the formats that are written here. */
import { plain } from './plain.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For text and quoted attributes of HTML. */
export function html(text: string): string {
  return plain(text)
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** For text and attributes of XML 1.0, which cannot carry most control characters, nor U+FFFE and U+FFFF. */
export function xml(text: string): string {
  return html(text).replace(/[\ufffe\uffff]/g, '\ufffd')
}

/**
 * For the cells and lines of Markdown: nothing in it makes a table, a link, a heading, a formula or markup. Addresses,
 * mentions and numbers of issues have a space without width in them: pages that show Markdown look for those in what has
 * been rendered already, where an escape is seen no more.
 */
export function markdown(text: string): string {
  return plain(text)
    .trimStart()
    .replace(/[\\`*_[\]|#~$]/g, (character) => `\\${character}`)
    .replace(/^(\d*)([-+=.)])/, '$1\\$2')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@(?=\w)|:(?=\/\/)|\bwww(?=\.)|#(?=\d)|\bGH-(?=\d)/gi, (linked) => `${linked}\u200b`)
}

/** JSON that can stand within a `<script>` element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/>/g, '\\u003e')
    .replace(/&/g, '\\u0026')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}
