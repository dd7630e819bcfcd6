import type { Viewport } from 'next'
import type { ReactNode } from 'react'
import { inter } from './fonts'
import './globals.css'

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#181c27' },
  ],
}

// Every page is rendered per request: its scripts carry that request's nonce (proxy.ts).
export const dynamic = 'force-dynamic'

/** The document around every page. Titles are each page's own. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={inter.variable}>
      <body className="font-sans">{children}</body>
    </html>
  )
}
