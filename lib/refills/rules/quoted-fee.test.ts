import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../db/testing/test-database'
import { refillFee, type PaymentMethodType } from './quote'

const { sql } = useTestDatabase()

test('screens and database quote the same fee for every amount and method', async () => {
  const types: PaymentMethodType[] = ['credit_card', 'reserve_account', 'purchase_power']
  for (const type of types) {
    for (const [hasMailstation, cardFeeBasisPoints] of [
      [true, 350],
      [false, 350],
      [true, 0],
      [true, 299],
      [true, 1_000],
    ] as const) {
      const [row] = await sql<{ fees: number[] }[]>`
        select json_agg(quote_refill_fee(
          p_amount => n, p_type => ${type}, p_has_mailstation => ${hasMailstation},
          p_basis_points => ${cardFeeBasisPoints}) order by n) as fees from generate_series(1, 50000) n`
      const ours = Array.from({ length: 50_000 }, (_, n) =>
        refillFee(n + 1, type, { hasMailstation, cardFeeBasisPoints }),
      )
      expect(row!.fees.map(Number)).toEqual(ours)
    }
  }
})
