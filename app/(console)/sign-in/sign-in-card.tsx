import type { ReactNode } from 'react'
import { BrandMark } from '@/app/ui/brand-mark'
import { CancelLines } from '@/app/ui/cancel-lines'
import { Stamp } from '@/app/ui/stamp'

export type SignInCardProps = { children: ReactNode; notice?: ReactNode }

/** The door: what this is, in a line, and the one way in. */
export function SignInCard({ children, notice }: SignInCardProps) {
  return (
    <div className="mx-auto w-full max-w-[440px]">
      <Stamp className="relative overflow-hidden px-6 py-9 sm:px-9 sm:py-11">
        <CancelLines className="pointer-events-none absolute top-7 right-[-40px] w-[210px] text-red opacity-30" />
        <BrandMark className="size-[46px]" />
        <h1 className="mt-5 text-2xl font-semibold">Indicia</h1>
        <p className="mt-1.5 text-lg text-muted">Your team’s USPS postage account: balance, refills, and spending.</p>
        <div className="mt-5 grid gap-3 empty:hidden">{notice}</div>
        <div className="mt-7">{children}</div>
      </Stamp>
    </div>
  )
}
