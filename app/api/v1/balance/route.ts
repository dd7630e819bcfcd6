import { routes } from '@/lib/api/endpoint'
import { getBalance } from '@/lib/api/operations/get-balance'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(getBalance)
