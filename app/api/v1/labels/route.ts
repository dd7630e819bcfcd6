import { routes } from '@/lib/api/endpoint'
import { createLabel } from '@/lib/api/operations/create-label'
import { listLabels } from '@/lib/api/operations/list-labels'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(listLabels, createLabel)
