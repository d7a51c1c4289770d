// Words that the expressions of the dashboards share.
import type { Query } from './panels';

/** Events a second, added up by labels, if any. */
export function rate(counter: string, by = ''): string {
  return `${sum(by)}(rate(${counter}[$__rate_interval]))`;
}

/** Events within the range that the dashboard shows. */
export function within(counter: string, by = ''): string {
  return `${sum(by)}(increase(${counter}[$__range]))`;
}

/** Quantiles of a histogram, named without `_bucket`. */
export function quantiles(histogram: string, selector: string, ...shares: number[]): Query[] {
  const buckets = `sum by (le) (rate(${histogram}_bucket{${selector}}[$__rate_interval]))`;
  return shares.map(share => ({
    expr: `histogram_quantile(${share}, ${buckets})`,
    legend: `p${share * 100}`,
  }));
}

function sum(by: string): string {
  return by === '' ? 'sum' : `sum by (${by}) `;
}
