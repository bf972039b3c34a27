/** What a keeper is started with. */
export interface Orders {
  /** The container's own name, and the label by which it knows itself. */
  name: string
  label: { name: string; value: string }
  lengthMs: number
  /** For so long after it took everything back its words can be read; then it removes itself. */
  lingerMs: number
  /** Of the engine, inside the container. */
  socket: string
  /** A directory: `<id>.json` is a list of tasks, and `<id>.held` is made once they are held. */
  tasks: string
}
