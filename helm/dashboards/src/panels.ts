// The two kinds of panels that the dashboards are made of, each with what Grafana would take for granted.
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

export const datasource: common.DataSourceRef = { type: 'prometheus', uid: '${datasource}' };

/** An expression and the name of its series; braces stand for labels. */
export interface Query {
  expr: string;
  legend: string;
}

/** What every panel says. */
export interface Shown {
  title: string;
  /** What it shows, and what to conclude from it. */
  about: string;
  /** As Grafana names it: s, bytes, percentunit, reqps, ops, short. */
  unit: string;
  queries: Query[];
  /** Said instead of "No data" where nothing to show is a usual state. */
  nothing?: string;
  /** Colours from a value on; green below the first. */
  colours?: [number, string][];
  decimals?: number;
}

/** A panel that has no place yet. */
export type Unplaced = Omit<dashboard.Panel, 'id' | 'gridPos'>;

/** One number, as it is now or over the whole range. */
export function figure(shown: Shown): Unplaced {
  const options: stat.Options = {
    graphMode: common.BigValueGraphMode.None,
    colorMode: shown.colours ? common.BigValueColorMode.Background : common.BigValueColorMode.None,
    justifyMode: common.BigValueJustifyMode.Auto,
    textMode: common.BigValueTextMode.Auto,
    wideLayout: true,
    showPercentChange: false,
    percentChangeColorMode: common.PercentChangeColorMode.Standard,
    orientation: common.VizOrientation.Auto,
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
  };
  return { ...panel('stat', shown, true), options };
}

/** Values over time; stacked ones are parts of a whole. */
export function lines(shown: Shown & { stacked?: boolean }): Unplaced {
  const options: timeseries.Options = {
    legend: {
      displayMode: common.LegendDisplayMode.List,
      placement: common.LegendPlacement.Bottom,
      showLegend: true,
      calcs: [],
    },
    tooltip: {
      mode: common.TooltipDisplayMode.Multi,
      sort: common.SortOrder.Descending,
      hideZeros: true,
    },
  };
  const custom: timeseries.FieldConfig = {
    drawStyle: common.GraphDrawStyle.Line,
    lineWidth: 1,
    fillOpacity: shown.stacked ? 25 : 0,
    showPoints: common.VisibilityMode.Auto,
    axisSoftMin: 0,
    stacking: {
      mode: shown.stacked ? common.StackingMode.Normal : common.StackingMode.None,
      group: 'A',
    },
    thresholdsStyle: {
      mode: shown.colours ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off,
    },
  };
  const made = panel('timeseries', shown, false);
  return { ...made, options, fieldConfig: { ...made.fieldConfig, defaults: { ...made.fieldConfig.defaults, custom } } };
}

function panel(type: string, shown: Shown, instant: boolean) {
  const defaults: dashboard.FieldConfig = {
    unit: shown.unit,
    color: {
      mode: instant ? dashboard.FieldColorModeId.Thresholds : dashboard.FieldColorModeId.PaletteClassic,
    },
    thresholds: {
      mode: dashboard.ThresholdsMode.Absolute,
      steps: [
        { value: null, color: 'green' },
        ...(shown.colours ?? []).map(([value, color]) => ({ value, color })),
      ],
    },
    ...(shown.decimals === undefined ? {} : { decimals: shown.decimals }),
    ...(shown.nothing === undefined ? {} : { noValue: shown.nothing }),
  };
  return {
    type,
    title: shown.title,
    description: shown.about,
    datasource,
    targets: shown.queries.map((query, place) => target(query, place, instant)),
    fieldConfig: { defaults, overrides: [] },
  };
}

function target(query: Query, place: number, instant: boolean): prometheus.Dataquery {
  return {
    refId: String.fromCharCode('A'.charCodeAt(0) + place),
    datasource,
    expr: query.expr,
    legendFormat: query.legend,
    editorMode: prometheus.QueryEditorMode.Code,
    range: !instant,
    instant,
    // Only tells TypeScript that this is a query; JSON leaves functions out.
    _implementsDataqueryVariant: () => {},
  };
}
