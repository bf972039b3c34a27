/**
 * Names become parts of the paths of an engine's interface, and none may lead to another one: `x/../../volumes/prune`.
 * What is undone is named by a journal, which anybody may have changed.
 */
import type Docker from 'dockerode'

const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/
/** With its registry, tag and digest. */
const IMAGE = /^[A-Za-z0-9](?!.*(?:\.\.|\/\/))[A-Za-z0-9_.:/@+-]*$/

/** The same client, which asks for nothing by another kind of name. */
export function byNames(docker: Docker): Docker {
  const { getContainer, getNetwork, getExec, getImage } = docker
  docker.getContainer = (id) => getContainer.call(docker, checked(id, ID))
  docker.getNetwork = (id) => getNetwork.call(docker, checked(id, ID))
  docker.getExec = (id) => getExec.call(docker, checked(id, ID))
  docker.getImage = (name) => getImage.call(docker, checked(name, IMAGE))
  return docker
}

function checked(name: string, kind: RegExp): string {
  if (kind.test(name)) return name
  throw new Error(`${JSON.stringify(name)} names nothing that an engine has`)
}
