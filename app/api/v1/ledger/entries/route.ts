import { routes } from '@/lib/api/endpoint'
import { listEntries } from '@/lib/api/operations/list-entries'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(listEntries)
