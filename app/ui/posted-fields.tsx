'use client'

import type { ComponentProps } from 'react'
import { fitsDateField } from '@/lib/rules/day'
import { Choice } from './choice'
import { Field, FieldError, INPUT, LABEL } from './field'
import { usePosted } from './posted-form'
import { Options, Select, type Option } from './select'

type Common = { name: string; label: string; hint?: string; className?: string }

const described = (id: string, hint?: string) => (hint ? `${id}-hint ${id}-error` : `${id}-error`)

export type TextFieldProps = Common &
  Omit<ComponentProps<'input'>, 'name' | 'id' | 'className'> & { prefixSign?: string }

/** A line of text of a posted form; `prefixSign` stands before what is typed, such as `$`. */
export function TextField({
  name,
  label,
  hint,
  className,
  prefixSign,
  defaultValue,
  type = 'text',
  ...rest
}: TextFieldProps) {
  const { id, value, error } = usePosted(name)
  const input = (
    <input
      id={id}
      name={name}
      // A date field drops what is no date; what was typed is kept.
      type={type === 'date' && !fitsDateField(value ?? '') ? 'text' : type}
      autoComplete="off"
      defaultValue={value ?? defaultValue}
      aria-invalid={error !== null || undefined}
      aria-describedby={described(id, hint)}
      className={prefixSign ? `${INPUT} pl-7` : INPUT}
      {...rest}
    />
  )
  return (
    <Field id={id} label={label} hint={hint} error={error} className={className}>
      {prefixSign ? (
        <div className="relative">
          <span aria-hidden="true" className="absolute inset-y-0 left-3 grid place-items-center text-muted">
            {prefixSign}
          </span>
          {input}
        </div>
      ) : (
        input
      )}
    </Field>
  )
}

export type TextAreaFieldProps = Common & Omit<ComponentProps<'textarea'>, 'name' | 'id' | 'className'>

/** Several lines of text of a posted form. */
export function TextAreaField({ name, label, hint, className, defaultValue, ...rest }: TextAreaFieldProps) {
  const { id, value, error } = usePosted(name)
  return (
    <Field id={id} label={label} hint={hint} error={error} className={className}>
      <textarea
        id={id}
        name={name}
        rows={5}
        defaultValue={value ?? defaultValue}
        aria-invalid={error !== null || undefined}
        aria-describedby={described(id, hint)}
        className={INPUT}
        {...rest}
      />
    </Field>
  )
}

export type SelectFieldProps = Common & { options: Option[]; defaultValue?: string }

/** One of several, in the browser's own select. */
export function SelectField({ name, label, hint, className, options, defaultValue }: SelectFieldProps) {
  const { id, value, error } = usePosted(name)
  return (
    <Field id={id} label={label} hint={hint} error={error} className={className}>
      <Select
        id={id}
        name={name}
        // React lets go of a select's value when its form is reset: a new answer makes a new one.
        key={value}
        defaultValue={value ?? defaultValue}
        aria-invalid={error !== null || undefined}
        aria-describedby={described(id, hint)}
      >
        <Options of={options} />
      </Select>
    </Field>
  )
}

export type CheckFieldProps = Common & { defaultChecked?: boolean; value?: string }

/** Yes or no, or one of several with the same name. */
export function CheckField({ name, label, hint, className = '', defaultChecked, value: own = 'yes' }: CheckFieldProps) {
  const { id, value, isReturned, error } = usePosted(name)
  const posted = value ?? (isReturned ? '' : undefined)
  const place = own === 'yes' ? id : `${id}-${own}`
  return (
    <div className={className}>
      <label htmlFor={place} className="flex min-h-[44px] items-center gap-3">
        <input
          id={place}
          name={name}
          type="checkbox"
          value={own}
          defaultChecked={posted === undefined ? defaultChecked : posted.split(' ').includes(own)}
          aria-describedby={described(place, hint)}
          className="tick size-5 shrink-0"
        />
        {label}
      </label>
      {hint && (
        <p id={`${place}-hint`} className="ml-8 text-sm text-muted">
          {hint}
        </p>
      )}
      <p id={`${place}-error`} className="ml-8 font-medium text-red">
        {error}
      </p>
    </div>
  )
}

export type ChoicesFieldProps = Omit<Common, 'hint' | 'className'> & {
  options: { value: string; label: string; under: string }[]
  defaultValue?: string
}

/** One of a few, each with what it means under it. */
export function ChoicesField({ name, label, options, defaultValue }: ChoicesFieldProps) {
  const { id, value, error } = usePosted(name)
  const chosen = value ?? defaultValue
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={`${id}-error`} className="min-w-0">
      <legend className={LABEL}>{label}</legend>
      <div className="grid gap-2">
        {options.map((option) => (
          <Choice
            key={option.value}
            id={`${id}-${option.value}`}
            name={name}
            value={option.value}
            defaultChecked={option.value === chosen}
            marked
            label={option.label}
            under={option.under}
          />
        ))}
      </div>
      <FieldError id={`${id}-error`} message={error} />
    </fieldset>
  )
}

export type ChecksFieldProps = Omit<ChoicesFieldProps, 'defaultValue'>

/** Any of a few, each with what it means under it; as a value they stand in one text, separated by spaces. */
export function ChecksField({ name, label, options }: ChecksFieldProps) {
  const { id, value = '', error } = usePosted(name)
  const chosen = value.split(' ')
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={`${id}-error`} className="min-w-0">
      <legend className={LABEL}>{label}</legend>
      {options.map((option) => (
        <div key={option.value} className="flex items-start gap-3">
          <input
            id={`${id}-${option.value}`}
            name={name}
            type="checkbox"
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
            aria-describedby={`${id}-${option.value}-under`}
            className="mt-[13px] tick size-5 shrink-0"
          />
          <div className="min-w-0 pb-1.5">
            <label htmlFor={`${id}-${option.value}`} className="flex min-h-[44px] items-center font-medium">
              {option.label}
            </label>
            <p id={`${id}-${option.value}-under`} className="-mt-2.5 text-sm text-muted">
              {option.under}
            </p>
          </div>
        </div>
      ))}
      <FieldError id={`${id}-error`} message={error} />
    </fieldset>
  )
}

/** What a form carries and nobody types, such as its key. The answer to a form may give it another one. */
export function HiddenField({ name, defaultValue }: { name: string; defaultValue: string }) {
  const { value } = usePosted(name)
  return <input type="hidden" name={name} value={value || defaultValue} readOnly />
}
