import { routes } from '@/lib/api/endpoint'
import { getLabel } from '@/lib/api/operations/get-label'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(getLabel)
