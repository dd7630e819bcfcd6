/**
 * The yardstick of every screen's JavaScript: a page that is nothing but a page. It is no part of the product;
 * build-copy.ts puts it into a copy of the application.
 */
export default function Empty() {
  return <h1>Empty</h1>
}
