/** Over a screen that was opened by its address there is no dialog. */
export default function NoDialog() {
  return null
}
