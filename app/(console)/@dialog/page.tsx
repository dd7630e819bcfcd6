/** A dialog ends where people go Home; without this it would stay. */
export { default } from './default'
