import { routes } from '@/lib/api/endpoint'
import { getRefill } from '@/lib/api/operations/get-refill'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(getRefill)
