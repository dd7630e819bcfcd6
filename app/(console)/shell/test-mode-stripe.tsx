/** The airmail border over everything while the test processor answers for the card network. */
export function TestModeStripe() {
  return (
    <aside aria-label="Test mode" className="print:hidden">
      <div className="airmail h-[5px]" />
      <p className="border-b border-line bg-paper px-4 py-1 text-center text-xs text-muted">
        <b className="font-semibold text-ink">Test mode</b> · no real card is charged
      </p>
    </aside>
  )
}
