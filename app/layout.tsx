import type { Viewport } from 'next'
import type { ReactNode } from 'react'
import { currentTheme } from '@/lib/auth/current-member'
import { inter } from './fonts'
import './globals.css'

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

// Every page is rendered per request: its scripts carry that request's nonce (proxy.ts).
export const dynamic = 'force-dynamic'

const BARS = { light: '#ffffff', dark: '#181c27' }

/** The document around every page, in the person's colours from its first byte on. Titles are each page's own. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await currentTheme()
  const shown = theme === 'system' ? (['light', 'dark'] as const) : [theme]
  return (
    <html lang="en" className={inter.variable} data-theme={theme === 'system' ? undefined : theme}>
      <head>
        {/* Not in the viewport: Next asks for that once more when a page leads elsewhere, and so the database. */}
        {shown.map((each) => (
          <meta
            key={each}
            name="theme-color"
            content={BARS[each]}
            media={theme === 'system' ? `(prefers-color-scheme: ${each})` : undefined}
          />
        ))}
      </head>
      <body className="font-sans">{children}</body>
    </html>
  )
}
