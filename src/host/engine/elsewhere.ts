const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost']

/**
 * Is an engine, or an instance, on another machine, by its address? One that is reached by a socket or over the loopback is taken for
 * one of this machine; a tunnel to another one looks the same.
 */
export function isElsewhere(url: string): boolean {
  if (/^(unix|npipe|fd):/.test(url)) return false
  return !URL.canParse(url) || !LOOPBACK.includes(new URL(url).hostname)
}
