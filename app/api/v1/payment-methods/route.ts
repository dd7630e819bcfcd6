import { routes } from '@/lib/api/endpoint'
import { listPaymentMethods } from '@/lib/api/operations/list-payment-methods'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(listPaymentMethods)
