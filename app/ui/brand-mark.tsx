/** A postmark whose bars run off to the right: the sign of the house. */
export function BrandMark({ className = 'size-[26px]' }: { className?: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 26 26"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      <circle cx="10" cy="13" r="8" />
      <circle cx="10" cy="13" r="4.6" />
      <path
        className="stroke-red"
        strokeLinecap="round"
        d="M17 8.5c2.5-1.6 4.5 1.6 8 0M17.8 12c2.4-1.6 4.2 1.6 7.2 0M17.6 15.5c2.4-1.6 4.4 1.6 7.4 0"
      />
    </svg>
  )
}
