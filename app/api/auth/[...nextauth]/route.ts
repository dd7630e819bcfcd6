import { handlers } from '@/lib/auth/sign-in'

export const { GET, POST } = handlers
