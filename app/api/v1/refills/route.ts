import { routes } from '@/lib/api/endpoint'
import { createRefill } from '@/lib/api/operations/create-refill'
import { listRefills } from '@/lib/api/operations/list-refills'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(listRefills, createRefill)
