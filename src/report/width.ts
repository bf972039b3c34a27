/** How much room text takes on a terminal: a letter is not always one cell wide. */

const SEGMENTS = new Intl.Segmenter()
/** Two cells wide. Source: Unicode's East Asian Width (wide and full-width forms), and pictures, which terminals draw as wide. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2fb}\u{1f200}-\u{1f320}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u
/** Nothing of it is seen. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]*$/u

/** In cells. `text`: without control characters. */
export function cellsOfText(text: string): number {
  let cells = 0
  for (const { segment } of SEGMENTS.segment(text)) cells += cellsOfOne(segment)
  return cells
}

/** As much of it as fits, whole characters only; an ellipsis in the last cell where that is not all. */
export function cutToCells(text: string, most: number): string {
  if (cellsOfText(text) <= most) return text
  let [kept, left] = ['', most - 1]
  for (const { segment } of SEGMENTS.segment(text)) {
    left -= cellsOfOne(segment)
    if (left < 0) break
    kept += segment
  }
  return most < 1 ? '' : `${kept}…`
}

function cellsOfOne(segment: string): number {
  if (ZERO.test(segment)) return 0
  return WIDE.test(segment) ? 2 : 1
}
