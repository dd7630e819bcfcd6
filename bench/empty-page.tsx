/**
 * The yardstick for the JavaScript of every screen: an empty page. It is not part of the product; build-copy.ts puts it
 * into a copy of the application.
 */
export default function Empty() {
  return <h1>Empty</h1>
}
