/** What is sent to a service so that it answers at once, whatever it thinks of it. */

/** By the port on which such a service usually listens. */
const BY_PORT: Readonly<Record<number, string>> = {
  // PostgreSQL's SSLRequest: answered by one byte. Source: its protocol, message formats.
  5432: '\x00\x00\x00\x08\x04\xd2\x16\x2f',
  6379: 'PING\r\n',
  // Memcached.
  11211: 'version\r\n',
  // AMQP: another version than any there is, answered by the right one.
  5672: 'AMQP\x00\x00\x00\x00',
}
/** Answered by whatever speaks HTTP, and by most that do not. */
const OTHERWISE = 'GET / HTTP/1.0\r\n\r\n'

export function openingWords(port: number): string {
  return BY_PORT[port] ?? OTHERWISE
}
