// Puts panels into rows on Grafana's grid of 24 columns, and rows into a dashboard.
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { datasource, type Unplaced } from './panels';

const COLUMNS = 24;

/** Panels that belong together; they share the width of a line. */
export interface Row {
  title: string;
  /** Lines of panels, from top to bottom. */
  lines: Unplaced[][];
}

/** What a dashboard is, beside what all have in common. */
export interface Described {
  uid: string;
  title: string;
  description: string;
  variables: dashboard.VariableModel[];
  rows: Row[];
}

export function board(described: Described): dashboard.Dashboard {
  return {
    uid: described.uid,
    title: described.title,
    description: described.description,
    tags: ['sessionkeeper'],
    schemaVersion: 41,
    version: 1,
    editable: true,
    graphTooltip: dashboard.DashboardCursorSync.Crosshair,
    timezone: 'browser',
    time: { from: 'now-1h', to: 'now' },
    refresh: '30s',
    templating: { list: [chosenDatasource, ...described.variables] },
    annotations: { list: [] },
    links: [otherDashboards],
    panels: placed(described.rows),
  };
}

const chosenDatasource: dashboard.VariableModel = {
  type: dashboard.VariableType.Datasource,
  name: 'datasource',
  label: 'Prometheus',
  description: 'The Prometheus that scrapes operator and sidecars.',
  query: 'prometheus',
  hide: dashboard.VariableHide.DontHide,
};

const otherDashboards: dashboard.DashboardLink = {
  type: dashboard.DashboardLinkType.Dashboards,
  title: 'Sessionkeeper',
  icon: 'external link',
  tooltip: 'The other dashboards of Sessionkeeper',
  tags: ['sessionkeeper'],
  asDropdown: false,
  targetBlank: false,
  includeVars: true,
  keepTime: true,
};

/** A variable with the values of a label; "All" is what `all` matches. */
export function labelValues(
  name: string, label: string, description: string, query: string, all: string,
): dashboard.VariableModel {
  return {
    type: dashboard.VariableType.Query,
    name,
    label,
    description,
    datasource,
    query: { query, refId: name },
    definition: query,
    refresh: dashboard.VariableRefresh.OnTimeRangeChanged,
    sort: dashboard.VariableSort.AlphabeticalAsc,
    multi: true,
    includeAll: true,
    allValue: all,
    current: { selected: true, text: ['All'], value: ['$__all'] },
  };
}

function placed(rows: Row[]): (dashboard.Panel | dashboard.RowPanel)[] {
  const panels: (dashboard.Panel | dashboard.RowPanel)[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      type: 'row', id: panels.length + 1, title: row.title, collapsed: false, panels: [],
      gridPos: { x: 0, y, w: COLUMNS, h: 1 },
    });
    y += 1;
    for (const line of row.lines) {
      const w = COLUMNS / line.length;
      const h = line.every(panel => panel.type === 'stat') ? 4 : 8;
      line.forEach((panel, place) =>
        panels.push({ ...panel, id: panels.length + 1, gridPos: { x: place * w, y, w, h } }));
      y += h;
    }
  }
  return panels;
}
