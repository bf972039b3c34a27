/** A URL writes an IPv6 address in brackets (RFC 3986, 3.2.2); whoever connects takes it without. */

/** As `connect` takes it; also of what is bare already. */
export function bareHost(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}

/** As a URL writes it; also of what stands in brackets already. */
export function hostInUrl(host: string): string {
  return host.includes(':') ? `[${bareHost(host)}]` : host
}
