/** `firedrill/k6`: what a k6 script may import, by its path, for k6 finds no package by its name. */
export { type Told, type WriteOptions, write } from './write.ts'
