import type { BooksResult } from './card-processor'

/** Where the processor sends its messages, as it is registered there. Part of the port, for the operator's commands. */
export type ProcessorEndpoints = {
  /** The address of an installation's endpoint, by the address of its first page. */
  addressOf(host: string): string
  /** The endpoints with this address, compared with the types of messages that we handle. There should be one. */
  find(address: string): Promise<BooksResult<EndpointDifference[]>>
  /** Registers one, with exactly these types. Its signing secret is told only now; null if it was not told. */
  register(address: string): Promise<BooksResult<{ id: string; secret: string | null }>>
  /** Sets the types of one, and enables it. */
  correct(id: string): Promise<BooksResult<void>>
}

/** How an endpoint differs from what it should be. */
export type EndpointDifference = {
  id: string
  /** Types that we handle and that are not sent. */
  missing: string[]
  /** Types that are sent and that we ignore. `*` stands for all. */
  notNeeded: string[]
  isDisabled: boolean
}

export const differs = ({ missing, notNeeded, isDisabled }: EndpointDifference) =>
  missing.length > 0 || notNeeded.length > 0 || isDisabled
