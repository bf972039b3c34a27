/** Cuts lines that never end, and says so: a log must neither fill the disk nor the memory of whoever reads it. */

const LINE_END = 0x0a
/** A longer line is kept up to here. */
export const LONGEST_LINE = 1024 * 1024

/** Takes a file piece by piece; what it gives has a line end for each line end of the file. */
export interface LongLines {
  /** Whole lines, and the beginning of one that is too long. */
  take(piece: Uint8Array): Uint8Array
  /** What is left of a line that was not ended. */
  rest(): Uint8Array
}

export function cutLongLines(longest: number = LONGEST_LINE): LongLines {
  let begun: Uint8Array = new Uint8Array()
  /** Bytes left out of a line whose beginning was given; null: none is being cut. */
  let leftOut: number | null = null

  const take = (piece: Uint8Array): Uint8Array => {
    const given: Uint8Array[] = []
    let at = 0
    if (leftOut !== null) {
      const end = piece.indexOf(LINE_END)
      leftOut += end < 0 ? piece.length : end
      if (end < 0) return new Uint8Array()
      given.push(Buffer.from(saying(leftOut)))
      leftOut = null
      at = end
    }
    const bytes = begun.length === 0 ? piece.subarray(at) : Buffer.concat([begun, piece.subarray(at)])
    const whole = bytes.lastIndexOf(LINE_END) + 1
    given.push(bytes.subarray(0, whole))
    begun = bytes.slice(whole)
    if (begun.length > longest) {
      given.push(begun.subarray(0, longest))
      leftOut = begun.length - longest
      begun = new Uint8Array()
    }
    return given.length === 1 ? (given[0] as Uint8Array) : Buffer.concat(given)
  }
  return {
    take,
    rest() {
      const rest = leftOut === null ? begun : Buffer.from(saying(leftOut))
      begun = new Uint8Array()
      leftOut = null
      return rest
    },
  }
}

function saying(bytes: number): string {
  return ` … (${bytes} more bytes of this line were left out)`
}
