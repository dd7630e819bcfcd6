/** `label-history-demo-team-from-2026-11-01.csv` */
export function fileName(history: string, teamName: string, { from, to }: { from?: string; to?: string }): string {
  const team = teamName
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
  return `${[history, team, from && `from-${from}`, to && `to-${to}`].filter(Boolean).join('-')}.csv`
}
