'use client'

import { useSyncExternalStore } from 'react'
import { Notice } from '@/app/ui/notice'
import { TextLink } from '@/app/ui/text-link'

const never = () => () => {}

/**
 * Says to whoever has opened this site at another address than its own (its IP, another name or port) where it is: no form is
 * taken from there. Only the browser knows: behind a proxy the request may name any host. Without a script the refused form says it.
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
