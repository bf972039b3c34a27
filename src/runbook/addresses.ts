/** Addresses that a person can ask after the run: those that the configuration fixes, as against those of one run. */

/** Null: the next run, or the app itself, may have another one. `configuration`: all that is written there. */
export function lastingAddress(url: string, configuration: string): string | null {
  if (!URL.canParse(url)) return null
  const { port, hostname } = new URL(url)
  const mark = port === '' ? hostname : port
  const literal = mark.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w.-])${literal}(?![\\w.-])`).test(configuration) ? url : null
}
