/** The first stop of the keyboard: past the header to `#main`. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="absolute top-2 left-2 z-50 -translate-y-24 rounded-lg bg-accent px-4 py-3 font-semibold text-accent-ink focus:translate-y-0 print:hidden"
    >
      Skip to content
    </a>
  )
}
