import { routes } from '@/lib/api/endpoint'
import { listCostAccounts } from '@/lib/api/operations/list-cost-accounts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(listCostAccounts)
