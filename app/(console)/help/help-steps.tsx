import type { ReactNode } from 'react'

export type HelpPicture = { src: string; alt: string; width: number; height: number }

export type HelpStepsProps = { title: string; steps: ReactNode[]; pictures?: HelpPicture[] }

/** How something is done, one step after the other, with pictures of the screens. */
export function HelpSteps({ title, steps, pictures = [] }: HelpStepsProps) {
  return (
    <section className="min-w-0">
      <h3 className="font-medium">{title}</h3>
      <ol className="mt-2 list-decimal space-y-1.5 pl-5 marker:text-muted">
        {/* oxlint-disable-next-line react/no-array-index-key -- steps have no other name than their number */}
        {steps.map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
      {pictures.length > 0 && (
        <div className="mt-4 grid gap-4">
          {pictures.map((picture) => (
            // The pictures are small already, and Next's own element writes its styles inline, which the content policy refuses.
            // oxlint-disable-next-line nextjs/no-img-element
            <img
              key={picture.src}
              {...picture}
              alt={picture.alt}
              loading="lazy"
              className={`h-auto max-w-full rounded-lg border border-line ${picture.height > picture.width ? 'w-[400px]' : ''}`}
            />
          ))}
        </div>
      )}
    </section>
  )
}
