/** The wavy bars of a cancellation, faint behind the stamp's corner: ornament only. */
export function CancelLines({ className = '' }: { className?: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 210 62"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      {[6, 18, 30, 42, 54].map((y) => (
        <path key={y} d={`M0 ${y}q17.5-9 35 0t35 0t35 0t35 0t35 0t35 0`} />
      ))}
    </svg>
  )
}
