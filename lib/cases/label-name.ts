const CARRIERS: Record<string, string> = { usps: 'USPS', ups: 'UPS', fedex: 'FedEx' }

/** What people call a label: `USPS Ground Advantage`. */
export function labelName({ carrier, service }: { carrier: string; service: string | null }): string {
  const name = CARRIERS[carrier] ?? carrier
  return service ? `${name} ${service.replace(new RegExp(`^${name} `, 'i'), '')}` : name
}
