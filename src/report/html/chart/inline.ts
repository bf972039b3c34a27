/**
 * Functions of the sources as the text of a script. So what runs in a page is written, checked and tested as everything
 * else is. Such a function uses nothing but its arguments and the functions that are handed over with it.
 */
type Inlined = (...args: never[]) => unknown

/** A script that defines these functions, and then runs `call`: `start(window, uPlot)`. */
export function scriptOf(functions: readonly Inlined[], call: string): string {
  return `(function () {\n'use strict'\n${functions.map(String).join('\n')}\n${call}\n})()\n`
}
