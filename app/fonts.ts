import localFont from 'next/font/local'

/** Inter with its optical sizes (text and display cut in one file), Latin; served by ourselves, by nobody else. */
export const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2',
  weight: '100 900',
  style: 'normal',
  display: 'swap',
  variable: '--font-inter',
  adjustFontFallback: 'Arial',
})
