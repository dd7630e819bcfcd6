/** A dialog ends where people go on to another screen; without this it would stay. */
export { default } from '../default'
