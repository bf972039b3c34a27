/** The same bytes in two pieces, cut at every position, and one by one: what a connection may make of them. */
export function everyCut(bytes: Uint8Array): Uint8Array[][] {
  const cuts = Array.from(bytes, (_, at) => [bytes.subarray(0, at), bytes.subarray(at)])
  return [[bytes], ...cuts, Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))]
}

/** As an engine writes it to a multiplexed stream. */
export function frame(stream: number, payload: string): Buffer {
  const body = Buffer.from(payload)
  const head = Buffer.alloc(8)
  head.writeUInt8(stream, 0)
  head.writeUInt32BE(body.length, 4)
  return Buffer.concat([head, body])
}
