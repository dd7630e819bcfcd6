import { Mail, Package, Plane } from 'lucide-react'
import type { ReactNode } from 'react'
import { CARRIERS, type Carrier } from '@/lib/labels/rules/print-values'
import { formatMoney } from '@/lib/rules/money'
import { headroom, type QuoteAccount } from '@/lib/refills/rules/quote'
import { BalanceBar } from '../balance/balance-bar'
import { BigMoney } from '@/app/ui/big-money'
import type { ButtonKind } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'

export type CarrierTilesProps = {
  account: QuoteAccount
  /** What there is to say besides the figure: how long it lasts, what is held. */
  notes: ReactNode
  canAddPostage: boolean
  canPrint: boolean
  /** What stands in place of the button: who can add postage, or why nothing can be added. */
  children?: ReactNode
}

/** The classic Home: a tile for each carrier. Only USPS has a balance here; the others bill the sender themselves. */
export function CarrierTiles({ account, notes, canAddPostage, canPrint, children }: CarrierTilesProps) {
  const room = Math.max(0, headroom(account))
  return (
    <ul aria-label="Carriers" className="grid gap-6 sm:grid-cols-2 lg:grid-cols-[1.5fr_1fr_1fr]">
      <li className="grid sm:max-lg:col-span-2">
        <Card className="flex flex-col">
          <TileHead icon={<Mail size={22} aria-hidden="true" />} name="USPS" />
          <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2 sm:items-end lg:grid-cols-1 xl:grid-cols-2">
            <div>
              <p className="mt-3 text-muted">Available postage</p>
              <BigMoney cents={account.available} className="mt-0.5 text-4xl" />
            </div>
            <div>
              <BalanceBar {...account} />
              <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted tabular-nums">
                <span>
                  room for {formatMoney(room)} of {formatMoney(account.limit)}
                </span>
              </p>
            </div>
          </div>
          {notes}
          <div className="mt-auto flex flex-wrap gap-2.5 pt-5 empty:hidden">
            {canAddPostage && (
              <ButtonLink href="/postage/add" kind="primary" className="grow sm:grow-0">
                Add postage
              </ButtonLink>
            )}
            {canPrint && <PrintLink carrier="usps" kind={canAddPostage ? 'plain' : 'primary'} />}
          </div>
          {children && <div className="mt-4">{children}</div>}
        </Card>
      </li>
      <OwnAccountTile icon={<Package size={22} aria-hidden="true" />} carrier="ups" canPrint={canPrint} />
      <OwnAccountTile icon={<Plane size={22} aria-hidden="true" />} carrier="fedex" canPrint={canPrint} />
    </ul>
  )
}

function OwnAccountTile({ icon, carrier, canPrint }: { icon: ReactNode; carrier: Carrier; canPrint: boolean }) {
  const name = CARRIERS[carrier]
  return (
    <li className="grid">
      <Card className="flex flex-col">
        <TileHead icon={icon} name={name} />
        <p className="mt-3">Charged directly to your own account.</p>
        <p className="mt-1 text-muted">{name} bills you directly. There is no balance to refill here.</p>
        {canPrint && (
          <div className="mt-auto pt-4">
            <PrintLink carrier={carrier} />
          </div>
        )}
      </Card>
    </li>
  )
}

function PrintLink({ carrier, kind = 'plain' }: { carrier: Carrier; kind?: ButtonKind }) {
  return (
    <ButtonLink href={`/print?carrier=${carrier}`} kind={kind} className="grow sm:grow-0">
      Print <span className="sr-only">{CARRIERS[carrier]}</span>
    </ButtonLink>
  )
}

function TileHead({ icon, name }: { icon: ReactNode; name: string }) {
  return (
    <div className="flex items-center gap-3">
      <span className="grid size-[40px] place-items-center rounded-[10px] bg-soft text-accent">{icon}</span>
      <h2 className="text-xl font-semibold">{name}</h2>
    </div>
  )
}
