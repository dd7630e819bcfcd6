/** The value in the middle: on a machine that others use too, it says more than the mean. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** How many times the yardstick a figure is, compared in pairs that were measured next to each other: the median. */
export function medianRatio(figures: number[], yardstick: number[]): number {
  return median(figures.map((figure, round) => figure / yardstick[round]!))
}
