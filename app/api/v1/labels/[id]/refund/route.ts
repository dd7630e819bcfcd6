import { routes } from '@/lib/api/endpoint'
import { refundLabel } from '@/lib/api/operations/refund-label'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(refundLabel)
