'use client'

import { useSyncExternalStore } from 'react'
import { Notice } from '@/app/ui/notice'
import { TextLink } from '@/app/ui/text-link'

const never = () => () => {}

/**
 * Tells a person who opened this site at another address (its IP, another name or port) which address is right, because
 * forms are not accepted from there. Only the browser knows: behind a proxy the request can name any host. Without a
 * script, the rejected form says it.
 */
export function OtherAddress({ authUrl, path }: { authUrl: string; path: string }) {
  const here = useSyncExternalStore(
    never,
    () => location.origin,
    () => authUrl,
  )
  if (here === authUrl) return null
  return (
    <Notice kind="warn" title="Indicia has another address">
      You have opened it at {here}, where sign-in does not work. Open it at{' '}
      <TextLink href={`${authUrl}${path}`}>{authUrl}</TextLink>
    </Notice>
  )
}
