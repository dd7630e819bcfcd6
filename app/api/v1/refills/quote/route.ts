import { routes } from '@/lib/api/endpoint'
import { quoteRefillOperation } from '@/lib/api/operations/quote-refill'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(quoteRefillOperation)
